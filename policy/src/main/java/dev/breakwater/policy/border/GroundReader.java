package dev.breakwater.policy.border;

import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.policy.pack.ReasonReader;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.rule.Status;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what each ground rests on; a ground without an entry is a problem of the file. */
final class GroundReader {
  private static final Set<String> ALL =
      EnumSet.allOf(Ground.class).stream().map(Fields::nameOf).collect(Collectors.toSet());
  private static final Set<String> FIELDS = Set.of("clauses", "from", "status", "reason");
  private static final int MAX_CLAUSES = 10;

  private final Source source;

  private GroundReader(Source source) {
    this.source = source;
  }

  static Map<Ground, Basis> read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    var reader = new GroundReader(source);
    Map<Ground, Basis> law =
        Fields.of(source, source.root(), ALL).map(reader::grounds).orElse(Map.of());
    source.refuseIfBroken();
    return law;
  }

  private Map<Ground, Basis> grounds(Fields file) {
    Map<Ground, Basis> law = new EnumMap<>(Ground.class);
    for (Ground ground : Ground.values()) {
      String name = Fields.nameOf(ground);
      file.node(name).flatMap(node -> basis(name, node)).ifPresent(b -> law.put(ground, b));
    }
    return law;
  }

  private Optional<Basis> basis(String ground, Node node) {
    return Fields.of(source, node, FIELDS).flatMap(fields -> basis(ground, fields));
  }

  private Optional<Basis> basis(String ground, Fields fields) {
    List<String> clauses = List.copyOf(fields.some("clauses", MAX_CLAUSES, Fields::text));
    var from = fields.one("from", text -> ChinaTime.midnight(Fields.day(text)));
    var status = fields.one("status", text -> Fields.named(Status.class, text));
    var reason = fields.node("reason").flatMap(node -> ReasonReader.read(source, node));
    if (clauses.isEmpty() || from.isEmpty() || status.isEmpty() || reason.isEmpty()) {
      return Optional.empty();
    }
    var inForce = new Period(from.get(), Instant.MAX);
    return Optional.of(new Basis(ground, clauses, inForce, status.get(), reason.get()));
  }
}
