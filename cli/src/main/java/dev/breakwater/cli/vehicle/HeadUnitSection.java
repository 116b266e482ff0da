package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.headunit.HeadUnitSettings;
import dev.breakwater.policy.source.Fields;
import java.util.List;

/**
 * The page on the head unit.
 *
 * @param address inside the car, as digits
 * @param port TCP; 0 for any, which the log then tells
 */
public record HeadUnitSection(boolean enabled, String address, int port) {
  private static final Setting<Boolean> ENABLED =
      Setting.of("enabled", "true", "whether the page is served", Fields::truth);
  private static final Setting<String> ADDRESS =
      Setting.of(
          "address",
          "127.0.0.1",
          "where it listens: loopback, private or link-local, as digits; a public one is refused",
          Fields::text);
  private static final Setting<Integer> PORT =
      Setting.of("port", "0", "TCP port; 0: any, the log tells which", Quantities::port);

  public static final Section<HeadUnitSection> SECTION =
      new Section<>(
          HeadUnitSection.class,
          "head-unit",
          "The page on which people in the car decide, and see what is collected.",
          List.of(ENABLED, ADDRESS, PORT),
          values -> new HeadUnitSection(values.of(ENABLED), values.of(ADDRESS), values.of(PORT)));

  /**
   * @throws IllegalArgumentException if the address is none inside the car
   */
  public HeadUnitSection {
    new HeadUnitSettings(address, port);
  }
}
