package dev.breakwater.policy.border;

import dev.breakwater.policy.source.Fields;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exports written as words; what is not written is as in an ordinary export of one person. */
final class Exports {
  private static final Map<String, String> ORDINARY =
      Map.ofEntries(
          Map.entry("at", "2026-06-01T00:00:00Z"),
          Map.entry("passage", "sent-abroad"),
          Map.entry("grade", "general"),
          Map.entry("geodata", "none"),
          Map.entry("person", "general"),
          Map.entry("new", "yes"),
          Map.entry("consent", "no"),
          Map.entry("pipia", "PIA-2026-001"),
          Map.entry("critical", "no"),
          Map.entry("zone", "none"),
          Map.entry("counted", "0/0"),
          Map.entry("claims", ""));

  private final Map<String, String> facts = new HashMap<>(ORDINARY);

  private Exports(String words) {
    for (String word : words.split(" +", -1)) {
      if (!word.isEmpty()) {
        List<String> pair = List.of(word.split("=", 2));
        if (facts.replace(pair.get(0), pair.get(1)) == null) {
          throw new IllegalArgumentException("no such fact: " + word);
        }
      }
    }
  }

  /** Returns e.g. {@code person=sensitive counted=0/9999}. */
  static Export of(String words) {
    return new Exports(words).export();
  }

  static Export of(String words, Volumes counted) {
    return of(words + " counted=" + counted.general() + "/" + counted.sensitive());
  }

  private Export export() {
    Instant at = Instant.parse(fact("at"));
    List<Long> counted = Stream.of(fact("counted").split("/", 2)).map(Long::valueOf).toList();
    var volumes = new Volumes(CountingYear.of(at), counted.get(0), counted.get(1));
    var exporter = new Exporter(is("critical"), named(FreeTradeZone.class, "zone"), volumes);
    return new Export(
        at,
        named(Passage.class, "passage"),
        named(Grade.class, "grade"),
        named(Geodata.class, "geodata"),
        person(),
        exporter,
        claims());
  }

  private Person person() {
    return new Person(
        named(PersonalInformation.class, "person"), is("new"), is("consent"), pipia());
  }

  private @Nullable String pipia() {
    return fact("pipia").equals("none") ? null : fact("pipia");
  }

  private Set<Exemption> claims() {
    return Stream.of(fact("claims").split(",", -1))
        .filter(claim -> !claim.isEmpty())
        .map(claim -> Fields.named(Exemption.class, claim))
        .collect(Collectors.toSet());
  }

  private <E extends Enum<E>> E named(Class<E> type, String fact) {
    return Fields.named(type, fact(fact));
  }

  private boolean is(String fact) {
    return fact(fact).equals("yes");
  }

  private String fact(String name) {
    return facts.getOrDefault(name, "");
  }
}
