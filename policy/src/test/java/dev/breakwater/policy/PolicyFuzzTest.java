package dev.breakwater.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.VssTree;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Traffic;
import dev.breakwater.policy.trial.Verdict;
import dev.breakwater.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFuzzTest {
  private static final Request REQUEST =
      new Request(Stage.COLLECT, "exterior.frame", "test", Consent.NOT_SET, Instant.EPOCH);

  private static final Catalog CATALOG = Catalog.cn();

  private static final String SMALL_PACK =
      """
      pack: test
      zone: Asia/Shanghai
      otherwise:
        id: test.otherwise
        clause: Art. 1
        from: 2021-10-01
        reason: {zh: 理由, en: reason, ja: 理由}
        status: verified
      rules:
        - id: test.exterior
          clause: Art. 2
          from: 2021-10-01
          to: 2030-01-01
          stages: [collect, offboard]
          categories: ["exterior.*"]
          consent: [not-set, "yes"]
          when: "data.surveying && purpose != 'x'"
          effect: transform
          obligations: [mask]
          reason: {zh: 理由, en: reason, ja: 理由}
          status: verified
      """;

  private static final String SMALL_CASES =
      """
      cases:
        - name: "position for rescue"
          stage: offboard
          data: Vehicle.CurrentLocation.Latitude
          consent: in-vehicle
          purpose: rescue
          at: 2026-11-23T00:00:00Z
          known: {jurisdiction: CN, anonymized: true, latitude: 31.2}
          expect: transform
          rules: [a.rule]
          clauses: ["Art. 1"]
          obligations: [coarsen-position]
      """;

  private static final String SMALL_TRAFFIC =
      """
      {"stage": "collect", "data": "exterior.frame", "at": "2026-11-23T00:00:00Z"}
      {"stage": "export", "data": "position.precise", "consent": "yes", "purpose": "rescue",\
       "at": "2026-11-23T00:00:00Z", "known": {"latitude": 31.2, "minor": false, "zone": "x"}}
      """;

  static Stream<FuzzTarget> targets() {
    return Stream.of(pack(), catalog(), tree(), cases(), traffic());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("targets")
  void reader_brokenFile_namesItsProblemsOrCanBeUsed(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  private static FuzzTarget pack() {
    FuzzTarget.Decoder decoder =
        input -> {
          PolicyPack pack = PolicyPack.load(Bytes.of(input), "pack.yaml", CATALOG);
          assertThat(PolicyEngine.compile(pack).decide(REQUEST)).isNotNull();
        };
    return FuzzTarget.of("policy-pack", InvalidSourceException.class, decoder)
        .startingFrom(SMALL_PACK)
        .startingFrom(builtIn(PolicyPack.class, "cn-auto.yaml"));
  }

  private static FuzzTarget catalog() {
    FuzzTarget.Decoder decoder =
        input -> {
          Catalog catalog = Catalog.load(Bytes.of(input), "catalog.yaml");
          assertThat(catalog.categoryOf("Vehicle.Cabin.Door.Row1")).isNotEmpty();
        };
    return FuzzTarget.of("signal-catalog", InvalidSourceException.class, decoder)
        .startingFrom(SmallCatalog.TEXT)
        .startingFrom(builtIn(Catalog.class, "cn.yaml"));
  }

  private static FuzzTarget cases() {
    var engine = PolicyEngine.compile(PolicyPack.cnAuto());
    FuzzTarget.Decoder decoder =
        input -> {
          for (Case each : Case.load(Bytes.of(input), "cases.yaml", CATALOG)) {
            assertThat(Verdict.of(each, engine).toString()).startsWith("cases.yaml:");
          }
        };
    return FuzzTarget.of("policy-cases", InvalidSourceException.class, decoder)
        .startingFrom(SMALL_CASES);
  }

  private static FuzzTarget traffic() {
    var engine = PolicyEngine.compile(PolicyPack.cnAuto());
    FuzzTarget.Decoder decoder =
        input -> {
          var traffic = new Traffic(new ByteArrayInputStream(input), "traffic.jsonl", CATALOG);
          for (var next = traffic.next(); next.isPresent(); next = traffic.next()) {
            assertThat(engine.decide(next.get()).because()).isNotEmpty();
          }
        };
    return FuzzTarget.of("policy-traffic", InvalidSourceException.class, decoder)
        .startingFrom(SMALL_TRAFFIC);
  }

  private static FuzzTarget tree() {
    FuzzTarget.Decoder decoder =
        input -> {
          VssTree tree = VssTree.load(Bytes.of(input), "vss.json");
          assertThat(CATALOG.cover(tree)).hasSize(tree.paths().size());
        };
    return FuzzTarget.of("signal-tree", InvalidSourceException.class, decoder)
        .startingFrom(builtIn(Catalog.class, "small-vss.json"));
  }

  private static byte[] builtIn(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
