package dev.breakwater.cli.vehicle;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.util.List;

/**
 * What the vehicle's side is told by its one configuration file. Immutable.
 *
 * <p>A new section is a record with a {@code SECTION}, its line in {@link #SECTIONS}, and the
 * {@link #get} where it is used.
 */
public final class AgentConfiguration {
  /** In the order in which they are printed. */
  static final List<Section<?>> SECTIONS =
      List.of(
          InstallationSection.SECTION,
          CaptureSection.SECTION,
          BusSection.SECTION,
          PolicySection.SECTION,
          OutboxSection.SECTION,
          UplinkSection.SECTION,
          ConsentSection.SECTION,
          HeadUnitSection.SECTION,
          KeysSection.SECTION,
          HealthSection.SECTION,
          StatutorySection.SECTION,
          SurveySection.SECTION);

  private static final String HEAD =
      """
      # What 'breakwater agent run --config FILE.yaml' reads. Every option is here with its default, and
      # may be left out. Paths are relative to the working directory. What is unknown stops the start.
      """;

  private final Sections sections;

  private AgentConfiguration(Sections sections) {
    this.sections = sections;
  }

  /** Returns what holds without a file. */
  public static AgentConfiguration preset() {
    return new AgentConfiguration(Sections.preset(SECTIONS));
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of it
   */
  public static AgentConfiguration read(Bytes yaml, String name) throws InvalidSourceException {
    return new AgentConfiguration(Sections.read(SECTIONS, yaml, name));
  }

  public <T> T get(Section<T> section) {
    return sections.get(section);
  }

  /** Returns a file that says the defaults. */
  public static String printed() {
    return Sections.printed(HEAD, SECTIONS);
  }
}
