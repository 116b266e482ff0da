package dev.breakwater.ingest.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is searched for; everything that is given must hold.
 *
 * @param from first instant, of the hour that the entry says
 * @param until first instant after
 * @param decision for example {@code REFUSED}
 * @param rules ids of rules, one of which decided; nothing asks for them
 * @param recipient id of who got something
 */
public record Question(
    Optional<String> vehicle,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<String> decision,
    Optional<Set<String>> rules,
    Optional<String> recipient) {
  public Question {
    rules = rules.map(Set::copyOf);
  }

  /** A condition of the index, and its values. */
  record Clause(String sql, List<Object> values) {}

  /** Returns it as text, which the log commits to: the same question has the same text. */
  public String text() {
    List<String> parts = new ArrayList<>();
    vehicle.ifPresent(value -> parts.add("vehicle " + value));
    from.ifPresent(value -> parts.add("from " + value));
    until.ifPresent(value -> parts.add("until " + value));
    decision.ifPresent(value -> parts.add("decision " + value));
    rules.ifPresent(value -> parts.add("rules " + String.join(" ", new TreeSet<>(value))));
    recipient.ifPresent(value -> parts.add("recipient " + value));
    return parts.isEmpty() ? "everything" : String.join("\n", parts);
  }

  List<Clause> conditions() {
    List<Clause> conditions = new ArrayList<>();
    vehicle.ifPresent(value -> conditions.add(new Clause("vehicle = ?", List.of(value))));
    from.ifPresent(value -> conditions.add(new Clause("hour >= ?", List.of(value.toEpochMilli()))));
    until.ifPresent(value -> conditions.add(new Clause("hour < ?", List.of(value.toEpochMilli()))));
    decision.ifPresent(value -> conditions.add(new Clause("decision = ?", List.of(value))));
    rules.ifPresent(value -> conditions.add(ruled(value)));
    recipient.ifPresent(value -> conditions.add(new Clause("recipient = ?", List.of(value))));
    return conditions;
  }

  private static Clause ruled(Set<String> rules) {
    String places = String.join(", ", Collections.nCopies(rules.size(), "?"));
    return new Clause(
        "place IN (SELECT place FROM ruled WHERE rule IN (" + places + "))", List.copyOf(rules));
  }
}
