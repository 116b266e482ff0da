package dev.breakwater.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.SmallPack;
import dev.breakwater.policy.rule.Condition;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A hostile pack is refused within limits, with a message")
class HostilePackTest {
  /** Far more than any of them takes: what is tested is that there is an end. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  record Hostile(String name, String yaml, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Hostile> packs() {
    return List.of(
        new Hostile("laughs", laughs(), "aliases and tags are not allowed"),
        new Hostile("cycle", "rules: &r [*r, *r]", "aliases and tags are not allowed"),
        new Hostile("merge of itself", "a: &a\n  <<: *a\n", "aliases and tags are not allowed"),
        new Hostile("tag", "rules: !!javax.script.ScriptEngineManager []", "aliases and tags"),
        new Hostile("deep lists", "rules: " + "[".repeat(500_000), "nesting depth (17)"),
        new Hostile("deep mappings", "{a: ".repeat(200_000), "nesting depth (17)"),
        new Hostile("deep dashes", "rules:\n" + "- ".repeat(400_000) + "x", "nesting depth (17)"),
        new Hostile("deep indents", indents(), "nesting depth (17)"),
        new Hostile("deep keys", "? ".repeat(400_000) + "x", ":1:"),
        new Hostile("list of keys", "? [a, b]\n: c\n", ":1:"),
        new Hostile("many values", "rules: [" + "a,".repeat(120_000) + "a]", "more than 100000"),
        new Hostile("many fields", fields(), "more than 100000"),
        new Hostile("many documents", "--- a\n".repeat(100_000), "only one document"),
        new Hostile("too large", "#".repeat(Source.MAX_BYTES + 1), "the limit is 1048576"),
        new Hostile("long number", with("from: " + "9".repeat(900_000)), "a day, e.g. 2026-01-31"),
        new Hostile("long id", with("id: " + "a".repeat(900_000)), "an id has 1 to 64"),
        new Hostile("long clause", with("clause: " + "a".repeat(900_000)), "1 to 1000 characters"),
        new Hostile("long name", with("a".repeat(100_000) + ": 1"), "could not find expected ':'"),
        new Hostile("long effect", with("effect: " + "a".repeat(900_000)), "'aaaaaaaaa"),
        new Hostile("escapes", with("effect: \"\\e[2J\\a\""), "' [2J '"),
        new Hostile("long pattern", with("categories: [" + "a.".repeat(400_000) + "a]"), "pattern"),
        new Hostile(
            "many patterns",
            with("categories: [" + "data.*,".repeat(1001) + "data.a]"),
            "1002 elements; the limit is 1000"),
        new Hostile("many rules", "rules: [" + "a,".repeat(10_001) + "a]", "the limit is 10000"),
        new Hostile("many dates", dates(4000), "the limit is 2000000"),
        new Hostile("far day", with("from: 999999999-01-01"), "a day, e.g. 2026-01-31"));
  }

  @ParameterizedTest
  @MethodSource("packs")
  void load_hostilePack_isRefusedWithAMessageInTime(Hostile hostile) {
    var refused =
        assertTimeoutPreemptively(
            BOUND, () -> catchThrowableOfType(InvalidSourceException.class, () -> load(hostile)));

    assertThat(refused).hasMessageContaining(hostile.message());
    assertThat(refused.problems()).hasSizeBetween(1, 100);
    assertThat(refused.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.text()).hasSizeLessThan(1100).doesNotContainPattern("\\p{Cntrl}");
              assertThat(problem.excerpt()).doesNotContainPattern("\\p{Cntrl}");
            });
  }

  static List<Hostile> conditions() {
    return List.of(
        new Hostile("brackets", "(".repeat(499) + "true" + ")".repeat(497), "recursion limit"),
        new Hostile("lists", "1 in " + "[".repeat(450) + "1" + "]".repeat(450), "recursion limit"),
        new Hostile("maps", "{1: ".repeat(200) + "1" + "}".repeat(190), "recursion limit"),
        new Hostile("not", "!(".repeat(330) + "true" + ")".repeat(330), "recursion limit"),
        new Hostile("fields", "data" + ".a".repeat(490), "recursion limit"),
        new Hostile("choices", "true ? true : ".repeat(70) + "true", "recursion limit"),
        new Hostile("length", "true ||".repeat(150) + "true", "size exceeds limit"),
        new Hostile("method", "purpose.matches('(a+)+$')", "regular expressions"),
        new Hostile("function", "matches(purpose, '(a|aa)+$')", "regular expressions"),
        new Hostile("hidden", "[purpose.matches('(a+)+$')] == [true]", "regular expressions"),
        new Hostile("loop", "data.important.all(x, x > 3)", "undeclared reference"),
        new Hostile("loops", "[1].map(x, [1].map(y, x)) == []", "undeclared reference"),
        new Hostile("number", "latitude > " + "9".repeat(900) + ".0 && 1 == " + "9".repeat(50), ""),
        new Hostile("quote", "purpose == '" + "\\\\u0000".repeat(100), "token recognition"),
        new Hostile("text", "purpose", "expected type 'bool'"),
        new Hostile("nothing", "", ""));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void load_hostileCondition_isRefusedAtItsPlaceInTime(Hostile hostile) {
    var pack = new Hostile(hostile.name(), with("when: \"" + hostile.yaml() + "\""), "");

    var refused =
        assertTimeoutPreemptively(
            BOUND, () -> catchThrowableOfType(InvalidSourceException.class, () -> load(pack)));

    assertThat(refused)
        .hasMessageContaining("hostile.yaml:")
        .hasMessageContaining(hostile.message());
  }

  static List<String> costly() {
    return List.of(
        "true" + " || true".repeat(120),
        "purpose" + " + purpose".repeat(20) + " == ''",
        "1.0" + " / latitude".repeat(20) + " > 0.0",
        "9223372036854775807 + 1 == size(data.important)",
        "1 / (1 - 1) == 1",
        "data.important[99999] == 1",
        "latitude in [" + "1.0, ".repeat(190) + "1.0]",
        "timestamp('9999-12-31T23:59:59Z') + duration('315576000000s') == timestamp(purpose)",
        "int(purpose) == int(latitude * 1e300)",
        "string(bytes(purpose)) == purpose",
        "dyn(purpose) == 1");
  }

  @ParameterizedTest
  @MethodSource("costly")
  void condition_costlyButShort_isToldInTime(String text) throws Exception {
    var condition = Condition.compile(text);
    Facts facts =
        variable ->
            switch (variable.type()) {
              case TEXT -> Optional.of("a".repeat(1000));
              case REAL -> Optional.of(1e-300);
              case TRUTH, NUMBERS -> Optional.empty();
            };

    assertTimeoutPreemptively(
        BOUND,
        () -> {
          for (int i = 0; i < 1000; i++) {
            assertThat(condition.test(facts)).isNotNull();
            assertThat(condition.test(Facts.NONE)).isNotNull();
          }
        });
  }

  @Test
  void compile_packAtTheLimit_isPreparedInTime() {
    // 4 stages, 2 categories, 4 consents: 32 answers of n rules at n + 1 dates.
    var engine =
        assertTimeoutPreemptively(
            BOUND, () -> PolicyEngine.compile(load(new Hostile("dates", dates(249), ""))));

    assertThat(engine.pack().rules()).hasSize(249);
  }

  private static PolicyPack load(Hostile hostile) throws InvalidSourceException {
    Bytes yaml = Bytes.of(hostile.yaml().getBytes(StandardCharsets.UTF_8));
    return PolicyPack.load(yaml, "hostile.yaml", SmallCatalog.load());
  }

  /** Returns a pack whose only rule has this field, which it may have once more. */
  private static String with(String field) {
    String name = field.substring(0, field.indexOf(':'));
    String rule = SmallPack.rule("only", "permit");
    return SmallPack.text(rule.replaceAll("(?m)^    (" + name + "): .*\n", "") + "\n    " + field);
  }

  private static String laughs() {
    return IntStream.range(1, 30)
        .mapToObj(i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
        .collect(Collectors.joining("", "a0: &a0 [x, x]\n", "rules: *a29\n"));
  }

  private static String indents() {
    return IntStream.range(0, 1000)
        .mapToObj(i -> " ".repeat(i) + "a:\n")
        .collect(Collectors.joining());
  }

  private static String fields() {
    return IntStream.range(0, 110_000)
        .mapToObj(i -> "a" + i + ": \n")
        .collect(Collectors.joining());
  }

  /** Returns a pack in which rules of all stages and categories begin one each on another day. */
  private static String dates(int rules) {
    String[] texts = new String[rules];
    for (int i = 0; i < rules; i++) {
      texts[i] =
          """

            - {id: r%d, clause: a, from: %s, stages: [collect, offboard, store, export],
               categories: [data.*], effect: permit, status: verified, reason: {zh: a, en: a, ja: a}}\
          """
              .formatted(i, LocalDate.of(2026, 1, 1).plusDays(i));
    }
    return SmallPack.text(texts);
  }
}
