package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Response;

/** The platform does not want to hear this terminal; it is asked again, but not at once. */
final class LoginRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Response response;

  LoginRefusedException(Response response) {
    super("the platform refuses the login: " + response);
    this.response = response;
  }

  Response response() {
    return response;
  }
}
