package dev.breakwater.cli.vehicle;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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

  private final Map<Class<?>, Object> sections;

  private AgentConfiguration(Map<Class<?>, Object> sections) {
    this.sections = Map.copyOf(sections);
  }

  /** Returns what holds without a file. */
  public static AgentConfiguration preset() {
    return new AgentConfiguration(
        SECTIONS.stream().collect(Collectors.toMap(Section::type, Section::preset)));
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of it
   */
  public static AgentConfiguration read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Map<Class<?>, Object> read = new HashMap<>();
    List<String> names = SECTIONS.stream().map(Section::name).toList();
    KnownNames.mapping(source, source.root(), names, "section")
        .ifPresent(root -> SECTIONS.forEach(section -> read(source, root, section, read)));
    source.refuseIfBroken();
    return new AgentConfiguration(read);
  }

  private static <T> void read(
      Source source, Mapping root, Section<T> section, Map<Class<?>, Object> read) {
    Node node = root.fields().get(section.name());
    if (node == null) {
      read.put(section.type(), section.preset());
    } else {
      section.read(source, node).ifPresent(value -> read.put(section.type(), value));
    }
  }

  public <T> T get(Section<T> section) {
    return section.type().cast(Objects.requireNonNull(sections.get(section.type())));
  }

  /** Returns a file that says the defaults. */
  public static String printed() {
    return SECTIONS.stream()
        .map(Section::printed)
        .collect(Collectors.joining("\n", HEAD + "\n", ""));
  }
}
