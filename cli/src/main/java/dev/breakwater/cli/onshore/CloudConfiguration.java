package dev.breakwater.cli.onshore;

import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Sections;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.util.List;

/**
 * What the onshore processes are told by their one configuration file; each reads the sections that
 * it needs. Immutable.
 */
public final class CloudConfiguration {
  /** In the order in which they are printed. */
  static final List<Section<?>> SECTIONS =
      List.of(
          PlaceSection.SECTION,
          KafkaSection.SECTION,
          ReceiverSection.SECTION,
          JobSection.SECTION,
          WatchSection.SECTION,
          ConsoleSection.SECTION,
          OpenIdSection.SECTION,
          MapSection.SECTION);

  private static final String HEAD =
      """
      # What 'breakwater cloud run | prepare | receiver | job | appender | console | status --config
      # FILE.yaml' read. Every option is here with its default, and may be left out. What is unknown
      # stops the start.
      """;

  private final Sections sections;

  private CloudConfiguration(Sections sections) {
    this.sections = sections;
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of it
   */
  public static CloudConfiguration read(Bytes yaml, String name) throws InvalidSourceException {
    return new CloudConfiguration(Sections.read(SECTIONS, yaml, name));
  }

  public <T> T get(Section<T> section) {
    return sections.get(section);
  }

  /** Returns a file that says the defaults. */
  public static String printed() {
    return Sections.printed(HEAD, SECTIONS);
  }
}
