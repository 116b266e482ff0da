package dev.breakwater.console.serve;

import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import dev.breakwater.console.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that needs a session, of all sections.
 *
 * @param topics who may watch each live topic
 */
public record RouteTable(List<Route> routes, Map<String, Set<Role>> topics) {
  public RouteTable {
    routes = List.copyOf(routes);
    topics = Map.copyOf(topics);
  }

  /**
   * Joins the sections.
   *
   * @throws IllegalArgumentException if two of them have the same route or topic
   */
  public static RouteTable of(List<? extends Section> sections) {
    List<Route> routes = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Map<String, Set<Role>> topics = new HashMap<>();
    for (Section section : sections) {
      for (Route route : section.routes()) {
        requireNew(known.add(route.method() + " " + route.path()), route.path());
        routes.add(route);
      }
      section
          .topics()
          .forEach((topic, roles) -> requireNew(topics.put(topic, roles) == null, topic));
    }
    List<Permission> permissions = permissions(routes, topics);
    routes.add(
        Route.get("/api/permissions", Set.of(Role.ADMINISTRATOR), call -> new Json(permissions)));
    return new RouteTable(routes, topics);
  }

  /**
   * Who may ask what, as administrators see it.
   *
   * @param method GET or POST; WATCH for a live topic
   */
  record Permission(String method, String path, List<Role> roles) {}

  private static List<Permission> permissions(List<Route> routes, Map<String, Set<Role>> topics) {
    List<Permission> all = new ArrayList<>();
    for (Route route : routes) {
      all.add(new Permission(route.method().name(), route.path(), sorted(route.roles())));
    }
    all.add(new Permission("GET", "/api/permissions", List.of(Role.ADMINISTRATOR)));
    topics.forEach((topic, roles) -> all.add(new Permission("WATCH", topic, sorted(roles))));
    all.sort(Comparator.comparing(Permission::path).thenComparing(Permission::method));
    return List.copyOf(all);
  }

  private static List<Role> sorted(Set<Role> roles) {
    return roles.stream().sorted().toList();
  }

  /** Returns whether the user may watch all of the topics; a topic that is unknown nobody may. */
  boolean mayWatch(User user, Set<String> wanted) {
    return wanted.stream().allMatch(topic -> user.hasOneOf(topics.getOrDefault(topic, Set.of())));
  }

  private static void requireNew(boolean isNew, String what) {
    if (!isNew) {
      throw new IllegalArgumentException("two sections have " + what);
    }
  }
}
