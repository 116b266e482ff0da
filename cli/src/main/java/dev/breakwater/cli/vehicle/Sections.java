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

/** What one configuration file says in its sections; what it leaves out is preset. Immutable. */
public final class Sections {
  private final Map<Class<?>, Object> sections;

  private Sections(Map<Class<?>, Object> sections) {
    this.sections = Map.copyOf(sections);
  }

  /** Returns what holds without a file. */
  static Sections preset(List<Section<?>> known) {
    return new Sections(known.stream().collect(Collectors.toMap(Section::type, Section::preset)));
  }

  /**
   * Reads a file.
   *
   * @param known sections that it may have
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of it
   */
  public static Sections read(List<Section<?>> known, Bytes yaml, String name)
      throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Map<Class<?>, Object> read = new HashMap<>();
    List<String> names = known.stream().map(Section::name).toList();
    KnownNames.mapping(source, source.root(), names, "section")
        .ifPresent(root -> known.forEach(section -> read(source, root, section, read)));
    source.refuseIfBroken();
    return new Sections(read);
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

  /** Returns a file that says the defaults after its head. */
  public static String printed(String head, List<Section<?>> known) {
    return known.stream().map(Section::printed).collect(Collectors.joining("\n", head + "\n", ""));
  }
}
