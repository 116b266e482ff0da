package dev.breakwater.cli.vehicle;

import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One section of the configuration: its options, and the record that they become.
 *
 * @param build throws {@link IllegalArgumentException} if options do not fit each other
 */
public record Section<T>(
    Class<T> type,
    String name,
    String comment,
    List<Setting<?>> settings,
    Function<Values, T> build) {
  public Section {
    settings = List.copyOf(settings);
  }

  /** Returns the section as it is when the file does not name it. */
  public T preset() {
    return build.apply(new Values());
  }

  /** Returns the section as the file says it; empty if it told the source of a problem. */
  public Optional<T> read(Source source, Node node) {
    if (Setting.isBlank(node)) {
      return Optional.of(preset());
    }
    int before = source.problems();
    var values = new Values();
    List<String> names = settings.stream().map(Setting::name).toList();
    Optional<Mapping> mapping = KnownNames.mapping(source, node, names, "option");
    mapping.ifPresent(given -> settings.forEach(each -> read(source, given, each, values)));
    return source.problems() > before ? Optional.empty() : built(source, node, values);
  }

  private static <V> void read(Source source, Mapping given, Setting<V> setting, Values values) {
    Node node = given.fields().get(setting.name());
    if (node != null) {
      setting.reading().read(source, node).ifPresent(value -> values.put(setting, value));
    }
  }

  private Optional<T> built(Source source, Node node, Values values) {
    try {
      return Optional.of(build.apply(values));
    } catch (IllegalArgumentException e) {
      source.problem(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns the section with every option at its default, as a file says it. */
  public String printed() {
    var text = new StringBuilder("# " + comment + "\n" + name + ":\n");
    for (Setting<?> setting : settings) {
      text.append("  # ").append(setting.comment()).append('\n');
      text.append("  ").append(setting.name()).append(": ").append(setting.presetText());
      text.append('\n');
    }
    return text.toString();
  }
}
