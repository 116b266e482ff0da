package dev.breakwater.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.capture.SignalTrace;
import dev.breakwater.agent.capture.can.CanSignals;
import dev.breakwater.agent.capture.can.CandumpLines;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.plan.CollectionPlan;
import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AgentFuzzTest {
  private static final String TRACE =
      """
      {"t": 0, "path": "Vehicle.Speed", "value": "12.3"}
      {"t": 1200, "path": "Vehicle.CurrentLocation.Latitude", "value": 31.2}

      {"t": 1300, "path": "Vehicle.IsBrokenDown", "value": true}
      """;

  private static final String LINES =
      """
      millis,path,value
      0,Vehicle.Speed,"1"
      (0.000000) can0 123#1027F80000EC3000
      (0.100000) can0 123##10
      """;

  private static final String DBC =
      """
      BO_ 291 Motion: 8 Gateway
       SG_ Speed : 0|16@1+ (0.01,0) [0|655.35] "km/h" Vector__XXX
       SG_ Page M : 16|8@0- (1,-40) [0|255] "" Vector__XXX
       SG_ Angle m1 : 31|12@0- (0.5,0) [0|255] "" Vector__XXX
      SIG_VALTYPE_ 291 Angle : 1;
      """;

  private static final String PLAN =
      """
      plan: fast
      purpose: incident.review
      from: 2026-11-01T00:00:00Z
      to: 2026-12-01T00:00:00Z
      priority: incident
      when: Vehicle.Speed > 60.0
      before: 2
      signals: [{path: Vehicle.Speed, max-hz: 5}, {category: vehicle.energy}]
      cameras: [{sensor: exterior.front}]
      """;

  @TempDir Path folder;

  @Test
  void signalTrace_broken_givesEveryLineExactlyOnce() {
    Path file = folder.resolve("trace.jsonl");
    var target = FuzzTarget.of("signal-trace", input -> readAll(Files.write(file, input)));
    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(TRACE))).isPositive();
  }

  @Test
  void otherRecordings_broken_giveOneLineOrMoreForEach() {
    Path csv = folder.resolve("trace.csv");
    CanSignals signals = signals();
    var target =
        FuzzTarget.of(
            "other-recordings",
            input -> {
              Files.write(csv, input);
              readToItsEnd(SignalTrace.open(csv));
              readToItsEnd(SignalTrace.open(csv, new CandumpLines(signals)));
            });
    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(LINES))).isPositive();
  }

  private static void readToItsEnd(SignalTrace opened) throws IOException {
    try (SignalTrace trace = opened) {
      while (trace.nextUntil(Long.MAX_VALUE).isPresent()) {}
    }
  }

  private static CanSignals signals() {
    try {
      return load(DBC);
    } catch (InvalidSourceException e) {
      throw new AssertionError(e);
    }
  }

  private static CanSignals load(String dbc) throws InvalidSourceException {
    String map = "signals: [{path: Vehicle.Speed, message: Motion, signal: Speed}]";
    return CanSignals.load(utf8(map), "map.yaml", utf8(dbc), "car.dbc");
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(UTF_8));
  }

  @Test
  void dbc_broken_isRefusedOrRead() {
    var target =
        FuzzTarget.of("dbc", InvalidSourceException.class, input -> load(new String(input, UTF_8)));
    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(DBC))).isPositive();
  }

  @Test
  void plan_broken_isRefusedOrRead() {
    var target =
        FuzzTarget.of(
            "plan",
            InvalidSourceException.class,
            input -> CollectionPlan.load(Bytes.of(input), "plan.yaml", Catalog.cn()));
    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(PLAN))).isPositive();
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
