package dev.breakwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.capture.TraceLine.Sample;
import dev.breakwater.agent.capture.TraceLine.Unreadable;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTraceTest {
  private static final String SPEED = "{\"t\": %d, \"path\": \"Vehicle.Speed\", \"value\": \"%s\"}";

  @TempDir Path home;

  @Test
  void trace_lines_comeWhenTheirTimeHasCome() throws Exception {
    String lines = SPEED.formatted(0, "1") + "\n" + SPEED.formatted(100, "2") + "\nodd\n";
    try (SignalTrace trace = open(lines)) {
      assertThat(trace.nextUntil(99)).contains(new Sample(0, new Signal("Vehicle.Speed", "1")));
      assertThat(trace.nextUntil(99)).isEmpty();
      assertThat(trace.nextUntil(100)).contains(new Sample(100, new Signal("Vehicle.Speed", "2")));
      assertThat(trace.nextUntil(0)).contains(new Unreadable("the line is not JSON"));
      assertThat(trace.nextUntil(Long.MAX_VALUE)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r",
        "[]",
        "{}",
        "null",
        "{\"t\": 1}",
        "{\"t\": -1, \"path\": \"Vehicle.Speed\", \"value\": \"1\"}",
        "{\"t\": \"1\", \"path\": \"Vehicle.Speed\", \"value\": \"1\"}",
        "{\"t\": 1e300, \"path\": \"Vehicle.Speed\", \"value\": \"1\"}",
        "{\"t\": 1, \"path\": 7, \"value\": \"1\"}",
        "{\"t\": 1, \"path\": \"Vehicle.Speed\", \"value\": {}}",
        "{\"t\": 1, \"path\": \"Vehicle.Speed\", \"value\": \"1\"} {}",
      })
  void trace_badLine_isUnreadableAndTheNextIsRead(String bad) throws Exception {
    assertThat(kinds(bad + "\n" + SPEED.formatted(1, "1"))).containsExactly("bad", "sample");
  }

  @Test
  void trace_lineOverTheLimit_isUnreadable() throws Exception {
    String longest = SPEED.formatted(1, "1");
    longest += " ".repeat(SignalTrace.MAX_LINE_BYTES - longest.length());

    assertThat(kinds(longest + "\n" + longest + " \n" + SPEED.formatted(2, "2") + "\n"))
        .containsExactly("sample", "bad", "sample");
  }

  @Test
  void trace_valueOrPathOverTheLimit_isUnreadable() throws Exception {
    String path = SPEED.formatted(1, "1").replace("Speed", "S".repeat(300));

    assertThat(kinds(SPEED.formatted(1, "9".repeat(1025)) + "\n" + path)).containsOnly("bad");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void trace_anyBytes_giveOneLineForEachLineFeed(long seed) throws Exception {
    var random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      byte[] bytes = new byte[random.nextInt(2000)];
      random.nextBytes(bytes);
      long expected = bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0;
      for (byte b : bytes) {
        expected += b == '\n' ? 1 : 0;
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      Files.write(home.resolve("trace"), bytes);

      assertThat(kinds(SignalTrace.open(home.resolve("trace"))))
          .as("seed %d: %s", seed, text)
          .hasSize((int) expected);
    }
  }

  private List<String> kinds(String content) throws IOException {
    return kinds(open(content));
  }

  private static List<String> kinds(SignalTrace opened) throws IOException {
    List<String> kinds = new ArrayList<>();
    try (SignalTrace trace = opened) {
      for (var line = trace.nextUntil(Long.MAX_VALUE);
          line.isPresent();
          line = trace.nextUntil(Long.MAX_VALUE)) {
        kinds.add(line.get().match(sample -> "sample", unreadable -> "bad"));
      }
    }
    return kinds;
  }

  private SignalTrace open(String content) throws IOException {
    return SignalTrace.open(Files.writeString(home.resolve("trace"), content));
  }
}
