package dev.breakwater.cli.onshore;

import dev.breakwater.cli.vehicle.KnownNames;
import dev.breakwater.cli.vehicle.Section;
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
          WatchSection.SECTION);

  private static final String HEAD =
      """
      # What 'breakwater cloud receiver | job | appender | topics | status --config FILE.yaml' read. Every
      # option is here with its default, and may be left out. What is unknown stops the start.
      """;

  private final Map<Class<?>, Object> sections;

  private CloudConfiguration(Map<Class<?>, Object> sections) {
    this.sections = Map.copyOf(sections);
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of it
   */
  public static CloudConfiguration read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Map<Class<?>, Object> read = new HashMap<>();
    List<String> names = SECTIONS.stream().map(Section::name).toList();
    KnownNames.mapping(source, source.root(), names, "section")
        .ifPresent(root -> SECTIONS.forEach(section -> read(source, root, section, read)));
    source.refuseIfBroken();
    return new CloudConfiguration(read);
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
