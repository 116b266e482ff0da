package dev.breakwater.cli.vehicle;

import java.util.List;

/**
 * Where the agent says how it is.
 *
 * @param port of {@code /metrics} and {@code /health} on the loopback interface; 0 for none
 */
public record HealthSection(int port) {
  private static final Setting<Integer> PORT =
      Setting.of(
          "port", "0", "TCP port of /metrics and /health on loopback; 0: none", Quantities::port);

  public static final Section<HealthSection> SECTION =
      new Section<>(
          HealthSection.class,
          "health",
          "Where the agent says how it is, on the loopback interface only.",
          List.of(PORT),
          values -> new HealthSection(values.of(PORT)));
}
