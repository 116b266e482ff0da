package dev.breakwater.policy.border;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the YAML form of exporter groups; every problem of the file is found in one pass. */
final class GroupReader {
  private static final int MAX_GROUPS = 1000;
  private static final int MAX_MEMBERS = 1000;

  private final Source source;
  private final List<ExporterGroup> groups = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> groupOfMember = new HashMap<>();

  private GroupReader(Source source) {
    this.source = source;
  }

  static ExporterGroups read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    var groups =
        Fields.of(source, source.root(), Set.of("groups")).flatMap(file -> read(source, file));
    source.refuseIfBroken();
    return groups.orElseThrow(() -> new IllegalStateException("no groups, and no problem named"));
  }

  /** Reads the groups of a file that has more than those; nothing if there is a problem of them. */
  static Optional<ExporterGroups> read(Source source, Fields file) {
    int before = source.problems();
    var reader = new GroupReader(source);
    reader.file(file);
    return source.problems() > before
        ? Optional.empty()
        : Optional.of(new ExporterGroups(reader.groups));
  }

  private void file(Fields file) {
    for (Node node : file.elements("groups", MAX_GROUPS)) {
      Fields.of(source, node, Set.of("group", "lead", "members")).ifPresent(this::group);
    }
  }

  private void group(Fields fields) {
    Optional<String> name = fields.one("group", Fields::id);
    name.filter(id -> !names.add(id))
        .ifPresent(id -> fields.problem("group", "the group '" + id + "' is here twice"));
    Set<String> members = members(fields, name.orElse("?"));
    Optional<String> lead = fields.one("lead", Fields::id);
    lead.filter(id -> !members.contains(id))
        .ifPresent(id -> fields.problem("lead", "the lead '" + id + "' is no member"));
    if (name.isPresent() && lead.filter(members::contains).isPresent()) {
      groups.add(new ExporterGroup(name.get(), lead.get(), members));
    }
  }

  private Set<String> members(Fields fields, String group) {
    Set<String> members = new LinkedHashSet<>();
    for (Node node : fields.elements("members", MAX_MEMBERS)) {
      source
          .scalar(node, Fields::id)
          .ifPresent(
              member -> {
                members.add(member);
                String other = groupOfMember.putIfAbsent(member, group);
                // Counted in two groups, a person would be half of each (no splitting).
                if (other != null) {
                  source.problem(node, "'" + member + "' is in the group '" + other + "' already");
                }
              });
    }
    return members;
  }
}
