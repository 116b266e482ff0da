package dev.breakwater.bench;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pack of 1,000 rules about 40 kinds of data, 25 for each kind at every stage. Of the kinds every
 * fourth is about where the car is: of its rules, five ask each item, and four of those hold on
 * most of the fleet's ways. Of every kind five rules ask the catalog alone. No two conditions are
 * equal.
 */
final class ManyRules {
  static final int KINDS = 40;
  static final int RULES = 1000;

  private static final int POSITIONAL = 4;

  private static final String HEAD =
      """
      pack: many
      zone: Asia/Shanghai
      otherwise:
        id: otherwise
        clause: Art. 0
        from: 2021-01-01
        status: verified
        reason: {zh: 零, en: zero, ja: 零}
      rules:
      """;

  private static final String RULE =
      """
        - id: rule.%d
          clause: Art. %d
          from: %d-01-01
          stages: [collect, offboard, store, export]
          categories: [%s]
          effect: %s
          status: verified
          reason: {zh: 一, en: one, ja: 一}
      """;

  private static final String KIND =
      """
        %s:
          sensor: sensor %d
          level: general
          sensitivity: none
          subject: nobody
          collected-by-default: true
          precision: "1"
          basis: Art. 1
          surveying: %b
          grade: open
      """;

  private ManyRules() {}

  static String category(int kind) {
    return "vehicle.group" + kind % 8 + ".kind" + kind;
  }

  static boolean isPositional(int kind) {
    return kind % POSITIONAL == 0;
  }

  static Bytes text() {
    return bytes(
        IntStream.range(0, RULES)
            .mapToObj(ManyRules::rule)
            .collect(Collectors.joining("", HEAD, "")));
  }

  /** Reads the pack, as an engine does that gets a new one. */
  static PolicyPack read(Bytes text, Catalog catalog) {
    try {
      return PolicyPack.load(text, "many.yaml", catalog);
    } catch (InvalidSourceException e) {
      throw new IllegalStateException(e);
    }
  }

  static Catalog catalog() {
    String kinds =
        IntStream.range(0, KINDS)
            .mapToObj(kind -> KIND.formatted(category(kind), kind, isPositional(kind)))
            .collect(Collectors.joining("", "catalog: many\nkinds:\n", ""));
    try {
      return Catalog.load(bytes(kinds), "many-kinds.yaml");
    } catch (InvalidSourceException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rule(int number) {
    int kind = number % KINDS;
    int ofKind = number / KINDS;
    boolean transforms = ofKind % 9 == 8;
    String effect = transforms ? "transform\n    obligations: [delay]" : "permit";
    String when = when(kind, ofKind, number);
    return RULE.formatted(number, number, 2020 + number % 6, category(kind), effect)
        + (when.isEmpty() ? "" : "    when: \"" + when + "\"\n");
  }

  private static String when(int kind, int ofKind, int number) {
    List<String> asking =
        List.of(
            "latitude > 18.%d && latitude < 53.5 && longitude > 73.5".formatted(number),
            "!sensitive_area || purpose == 'purpose %d'".formatted(number),
            "precision_m >= 0.%d".formatted(number),
            "jurisdiction == 'CN' && recipient != 'somebody %d'".formatted(number),
            "latitude > 31.1 && latitude < 31.3 && longitude < 121.%d".formatted(number));
    if (isPositional(kind) && ofKind < asking.size()) {
      return asking.get(ofKind);
    }
    return ofKind >= 20
        ? "data.category != 'kind %d' && data.grade == 'open'".formatted(number)
        : "";
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
