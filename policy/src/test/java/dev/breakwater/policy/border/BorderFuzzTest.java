package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BorderFuzzTest {
  private static final ExporterGroups GROUPS = AuthorsFile.groups();
  private static final Release RELEASE =
      new Release(
          Instant.parse("2026-06-01T00:00:00Z"),
          "example-motors",
          new Recipient("Example GmbH", "DE"),
          "vehicle.energy",
          "warranty",
          OrderOfDecision.china().decide(Exports.of("")));

  static Stream<FuzzTarget> targets() {
    return Stream.of(groups(), approvals());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("targets")
  void reader_brokenFile_namesItsProblemsOrCanBeUsed(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  private static FuzzTarget groups() {
    FuzzTarget.Decoder decoder =
        input -> {
          ExporterGroups groups = ExporterGroups.load(Bytes.of(input), "groups.yaml");
          groups.of("example-parts").ifPresent(group -> assertThat(group.lead()).isNotEmpty());
        };
    return FuzzTarget.of("exporter-groups", InvalidSourceException.class, decoder)
        .startingFrom(AuthorsFile.bytes("groups.yaml").toArray());
  }

  private static FuzzTarget approvals() {
    FuzzTarget.Decoder decoder =
        input ->
            Approval.load(Bytes.of(input), "approvals.yaml", GROUPS)
                .forEach(approval -> assertThat(approval.shortfalls(RELEASE, 1)).isNotNull());
    return FuzzTarget.of("approvals", InvalidSourceException.class, decoder)
        .startingFrom(AuthorsFile.bytes("approvals.yaml").toArray());
  }
}
