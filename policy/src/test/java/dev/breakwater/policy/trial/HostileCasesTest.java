package dev.breakwater.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileCasesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  record Hostile(String name, String yaml, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Hostile> files() {
    return List.of(
        new Hostile("cycle", "cases: &c [*c, *c]", "aliases and tags are not allowed"),
        new Hostile("deep lists", "cases: " + "[".repeat(500_000), "nesting depth (17)"),
        new Hostile("deep facts", with("known: " + "{a: ".repeat(200_000)), "nesting depth (17)"),
        new Hostile("too large", "#".repeat(Source.MAX_BYTES + 1), "the limit is 1048576"),
        new Hostile("many cases", "cases: [" + "a,".repeat(10_001) + "a]", "the limit is 10000"),
        new Hostile(
            "many rules", with("rules: [" + "a,".repeat(100) + "b]"), "101 elements; the limit"),
        new Hostile("long purpose", with("purpose: " + "a".repeat(900_000)), "1 to 1000"),
        new Hostile(
            "long fact", with("known: {zone: " + "a".repeat(900_000) + "}"), "at most 1000"),
        new Hostile(
            "long number", with("known: {latitude: 1" + "0".repeat(999) + "}"), "a number, e.g."),
        new Hostile("huge number", with("known: {latitude: 1e999}"), "a number, e.g. 31.2"),
        new Hostile("no number", with("known: {latitude: NaN}"), "a number, e.g. 31.2"),
        new Hostile("far instant", with("at: +1000000001-01-01T00:00:00Z"), "an instant, e.g."));
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_hostileFile_isRefusedWithAMessageInTime(Hostile hostile) {
    Bytes yaml = Bytes.of(hostile.yaml().getBytes(StandardCharsets.UTF_8));

    var refused =
        assertTimeoutPreemptively(
            BOUND,
            () ->
                catchThrowableOfType(
                    InvalidSourceException.class,
                    () -> Case.load(yaml, "hostile.yaml", SmallCatalog.load())));

    assertThat(refused).hasMessageContaining(hostile.message());
    assertThat(refused.problems()).hasSizeBetween(1, 100);
  }

  private static String with(String field) {
    return "cases:\n" + CaseReaderTest.oneCase("data.a", "deny") + "    " + field + "\n";
  }
}
