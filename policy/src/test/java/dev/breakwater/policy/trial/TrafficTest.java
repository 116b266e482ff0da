package dev.breakwater.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficTest {
  private static final String SHORT =
      "{\"stage\": \"store\", \"data\": \"data.a\", \"at\": \"2026-01-01T00:00:00Z\"}";
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void traffic_linesWithBlanksBetween_areQuestionsInTheirOrder() throws Exception {
    String all =
        """
        {"stage": "export", "data": "Vehicle.B", "consent": "yes", "purpose": "rescue",\
         "at": "2026-01-01T00:00:00Z", "known": {"latitude": 31.25, "minor": true, "zone": ""}}
        """;

    List<Request> requests = read(SHORT + "\n\n  \r\n" + all + SHORT.replace("data.a", "odd"));

    var facts =
        new KnownFacts(Map.of(Variable.LATITUDE, 31.25, Variable.MINOR, true, Variable.ZONE, ""));
    var nothing = new KnownFacts(Map.of());
    assertThat(requests)
        .containsExactly(
            new Request(Stage.STORE, "data.a", "", Consent.NOT_SET, NEW_YEAR, nothing),
            new Request(Stage.EXPORT, "data.b", "rescue", Consent.YES, NEW_YEAR, facts),
            new Request(Stage.STORE, "odd", "", Consent.NOT_SET, NEW_YEAR, nothing));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"stage\": \"sell\", \"data\": \"data.a\"} | x.jsonl:2:11: 'sell' is none of [collect",
        "{\"stage\": \"sell\", \"data\": \"data.a\"} | x.jsonl:2:1: the field 'at' is missing",
        "{\"stage\" | x.jsonl:2:",
        "[1, 2] | x.jsonl:2:1: a mapping is expected here",
        "{\"at\": \"\", \"at\": \"\"} | x.jsonl:2:12: 'at' is here twice",
        "{\"at\": [[[[[[[[[[[[[[[[[[[[[[[[[[ | nesting depth (17) exceeds",
        "{} {} | only one document is allowed",
        "{\"image\": \"x\"} | x.jsonl:2:2: unknown field 'image'",
      })
  void traffic_lineThatIsNoQuestion_isNamedWithItsPlace(String line, String problem) {
    assertThatThrownBy(() -> read(SHORT + "\n" + line + "\n"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void traffic_bytesThatAreNoText_areNamedWithTheirLine() {
    var bytes = new ByteArrayInputStream(new byte[] {'\n', (byte) 0xff, '\n'});

    assertThatThrownBy(() -> new Traffic(bytes, "x.jsonl", SmallCatalog.load()).next())
        .isInstanceOf(InvalidSourceException.class)
        .hasMessage("x.jsonl:2:1: the file is not UTF-8");
  }

  @Test
  void traffic_lineWithoutEnd_isRefusedOnceItIsTooLong() {
    var first = new ByteArrayInputStream((SHORT + "\n").getBytes(StandardCharsets.UTF_8));
    var traffic =
        new Traffic(new SequenceInputStream(first, endless()), "x.jsonl", SmallCatalog.load());

    assertThatThrownBy(
            () -> {
              traffic.next();
              traffic.next();
            })
        .isInstanceOf(InvalidSourceException.class)
        .hasMessage("x.jsonl:2:1: the line is longer than 16384 bytes");
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return '{';
      }
    };
  }

  private static List<Request> read(String lines) throws Exception {
    var in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    var traffic = new Traffic(in, "x.jsonl", SmallCatalog.load());
    List<Request> all = new ArrayList<>();
    for (Optional<Request> next = traffic.next(); next.isPresent(); next = traffic.next()) {
      all.add(next.get());
    }
    return all;
  }
}
