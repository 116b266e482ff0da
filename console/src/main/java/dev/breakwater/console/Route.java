package dev.breakwater.console;

import java.util.Set;

/**
 * One thing that the console answers.
 *
 * @param path below {@code /api/}, parameters as Vert.x writes them: {@code /api/vehicles/:vehicle}
 * @param roles who may ask; at least one
 */
public record Route(Method method, String path, Set<Role> roles, Handler handler) {
  public Route {
    roles = Set.copyOf(roles);
    if (!path.startsWith("/api/") || roles.isEmpty()) {
      throw new IllegalArgumentException("a route is below /api/ and has a role: " + path);
    }
  }

  /** A route that reads. */
  public static Route get(String path, Set<Role> roles, Handler handler) {
    return new Route(Method.GET, path, roles, handler);
  }

  /** A route that changes something. */
  public static Route post(String path, Set<Role> roles, Handler handler) {
    return new Route(Method.POST, path, roles, handler);
  }
}
