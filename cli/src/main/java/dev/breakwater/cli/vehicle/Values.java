package dev.breakwater.cli.vehicle;

import java.util.HashMap;
import java.util.Map;

/** What the file says of one section; where it says nothing, the default. */
public final class Values {
  private final Map<Setting<?>, Object> given = new HashMap<>();

  <T> void put(Setting<T> setting, T value) {
    given.put(setting, value);
  }

  // Only put() fills the map, with a setting and a value of its type.
  @SuppressWarnings("unchecked")
  public <T> T of(Setting<T> setting) {
    return (T) given.getOrDefault(setting, setting.preset());
  }
}
