package dev.breakwater.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.conformance.Conformance;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Verdict;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The job decides the cases of the law that it can know enough of")
final class ConformanceTest {
  @TempDir private static Path keys;

  private static final PolicyEngine POLICY = PolicyEngine.compile(Conformance.CN_AUTO.together());

  /** All that the job knows of an item: its store is onshore, and the seal stands for consent. */
  private static final Facts ONSHORE = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));

  /** Returns the cases that hold with no more known of the item than the job knows. */
  static Stream<Case> cases() {
    return Conformance.CN_AUTO.cases().stream()
        .filter(each -> each.request().stage() == Stage.STORE)
        .filter(each -> Verdict.of(asTheJobAsks(each), POLICY).holds());
  }

  private static Case asTheJobAsks(Case given) {
    Request asked = given.request();
    var known =
        new Request(
            Stage.STORE, asked.category(), asked.purpose(), Consent.NOT_SET, asked.at(), ONSHORE);
    return new Case(given.name(), given.place(), known, given.expected());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void admission_caseOfTheLaw_storesWhatIsPermittedAndNothingElse(Case tried)
      throws IOException {
    Outcome outcome = outcome(tried.request());

    if (tried.expected().effect() == Effect.PERMIT) {
      // The item is empty, so what looks into it finds nothing to store.
      assertThat(outcome.verdict() == Outcome.Verdict.STORED || isUndecodable(outcome))
          .as(outcome.reason())
          .isTrue();
    } else {
      assertThat(outcome.verdict()).isEqualTo(Outcome.Verdict.REFUSED);
      assertThat(tried.expected().clauses()).allMatch(clause -> outcome.reason().contains(clause));
    }
  }

  private static boolean isUndecodable(Outcome outcome) {
    return outcome.reason().startsWith(Reason.UNDECODABLE + ":");
  }

  private static Outcome outcome(Request request) throws IOException {
    long at = request.at().toEpochMilli();
    var car = new SealingCar(1, at);
    var admission =
        new Admission(
            AdmissionTest.ledger(),
            new PoliciesInForce(POLICY),
            null,
            Set.of(SealingCar.MODEL),
            Duration.ofMinutes(10),
            TestCiphers.on(keys));
    var id = car.item(Lane.BULK, request.category(), Bytes.EMPTY).id();
    var item =
        new Item(id, request.category(), request.purpose(), at, null, 0, List.of(), Bytes.EMPTY);
    Optional<Outcome> ofSegment =
        admission.admit(
            arrival(RawRecord.Kind.SEGMENT, car, car.seal(List.of(item)).encode(), at),
            car.enrolled());
    assertThat(ofSegment).isEmpty();
    return admission
        .admit(arrival(RawRecord.Kind.ITEM, car, item.encode(), at), car.enrolled())
        .orElseThrow();
  }

  private static Arrival arrival(RawRecord.Kind kind, SealingCar car, Bytes body, long at) {
    return Arrival.of(RawRecord.plain(kind, car.vehicle(), body), at);
  }
}
