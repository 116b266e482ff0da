package dev.breakwater.console;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A package's part of the console. */
public interface Section {
  List<Route> routes();

  /** Returns the topics that the section publishes, and who may watch each. */
  default Map<String, Set<Role>> topics() {
    return Map.of();
  }
}
