package dev.breakwater.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One question to the console, by a user who may ask it.
 *
 * @param path the parameters of the route's path
 * @param query the first value of each parameter of the query
 * @param body an object; empty for GET
 */
public record Call(User user, Map<String, String> path, Map<String, String> query, JsonNode body) {
  public Call {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }
}
