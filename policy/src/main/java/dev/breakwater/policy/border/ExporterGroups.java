package dev.breakwater.policy.border;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which exporters are counted as one. Safe for use by several threads. */
public final class ExporterGroups {
  private final Map<String, ExporterGroup> byName;
  private final Map<String, ExporterGroup> byMember;

  ExporterGroups(List<ExporterGroup> groups) {
    byName = groups.stream().collect(Collectors.toMap(ExporterGroup::name, Function.identity()));
    byMember =
        groups.stream()
            .flatMap(group -> group.members().stream().map(member -> Map.entry(member, group)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Reads a file of groups.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static ExporterGroups load(Bytes yaml, String name) throws InvalidSourceException {
    return GroupReader.read(yaml, name);
  }

  /** Returns the names of the groups. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** Returns the group of an exporter; who is in none, even one of its own, exports nothing. */
  public Optional<ExporterGroup> of(String exporter) {
    return Optional.ofNullable(byMember.get(exporter));
  }
}
