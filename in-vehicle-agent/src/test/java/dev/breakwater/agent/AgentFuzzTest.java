package dev.breakwater.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.capture.SignalTrace;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFuzzTest {
  private static final String TRACE =
      """
      {"t": 0, "path": "Vehicle.Speed", "value": "12.3"}
      {"t": 1200, "path": "Vehicle.CurrentLocation.Latitude", "value": 31.2}

      {"t": 1300, "path": "Vehicle.IsBrokenDown", "value": true}
      """;

  @TempDir Path folder;

  @Test
  void signalTrace_broken_givesEveryLineExactlyOnce() {
    Path file = folder.resolve("trace.jsonl");
    var target = FuzzTarget.of("signal-trace", input -> readAll(Files.write(file, input)));
    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(TRACE))).isPositive();
  }

  private static void readAll(Path file) throws IOException {
    long given = 0;
    try (SignalTrace trace = SignalTrace.open(file)) {
      while (trace.nextUntil(Long.MAX_VALUE).isPresent()) {
        given++;
      }
    }
    assertThat(given).isEqualTo(lines(Files.readAllBytes(file)));
  }

  private static long lines(byte[] file) {
    long ends = new String(file, UTF_8).chars().filter(c -> c == '\n').count();
    return file.length == 0 || file[file.length - 1] == '\n' ? ends : ends + 1;
  }

  @Test
  void consentLog_broken_isRefusedOrGrantsNothingThatWasNotSigned() throws Exception {
    var car = new TestCar(folder);
    ConsentBook book = car.book(folder);
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    book.decide(car.no(Purpose.NAVIGATION));
    Path file = folder.resolve("consent/consents.log");
    byte[] whole = Files.readAllBytes(file);
    var target =
        FuzzTarget.of(
            "consent-log",
            IOException.class,
            input -> {
              Files.write(file, input);
              assertThat(car.book(folder).consents().of("cabin.camera")).isEqualTo(Consent.NOT_SET);
            });
    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(whole))).isPositive();
  }
}
