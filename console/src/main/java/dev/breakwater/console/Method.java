package dev.breakwater.console;

/** How a route is asked: GET reads, POST changes something and needs the session's token. */
public enum Method {
  GET,
  POST
}
