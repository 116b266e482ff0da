package dev.breakwater.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.conformance.Conformance;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The car decides the cases of the law that it can know enough of")
class ConformanceTest {
  private static final PolicyEngine POLICY = PolicyEngine.compile(Conformance.CN_AUTO.together());

  /** All that the car knows of an item: its uplink leads to a receiver onshore. */
  private static final Facts ONSHORE = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));

  /** Returns the cases that hold with no more known of the item than the car knows. */
  static Stream<Case> cases() {
    return Conformance.CN_AUTO.cases().stream()
        .filter(each -> List.of(Stage.COLLECT, Stage.OFFBOARD).contains(each.request().stage()))
        .filter(each -> Verdict.of(asTheCarAsks(each), POLICY).holds());
  }

  private static Case asTheCarAsks(Case given) {
    Request asked = given.request();
    var known =
        new Request(
            asked.stage(),
            asked.category(),
            asked.purpose(),
            asked.consent(),
            asked.at(),
            asked.stage() == Stage.COLLECT ? Facts.NONE : ONSHORE);
    return new Case(given.name(), given.place(), known, given.expected());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decider_caseOfTheLaw_letsPassWhatIsPermittedAndNothingElse(Case tried) {
    Ruling<?> ruling = ruling(tried.request());

    if (tried.expected().effect() == Effect.PERMIT) {
      assertThat(ruling).isInstanceOf(Ruling.Allowed.class);
    } else {
      assertThat(ruling).isInstanceOf(Ruling.Stays.class);
      assertThat(clauses(((Ruling.Stays<?>) ruling).rules()))
          .containsAll(tried.expected().clauses());
    }
  }

  private static Ruling<?> ruling(Request request) {
    var consents = new Consents(Map.of(request.category(), request.consent()));
    var decider = new Decider(new PoliciesInForce(POLICY), consents, request::at);
    if (request.stage() == Stage.COLLECT) {
      return decider.collect(request.category(), request.purpose(), request.at());
    }
    var collected = new Collected(request.purpose(), request.at(), List.of());
    return decider.offboard(collected, request.category());
  }

  private static List<String> clauses(List<String> rules) {
    return Stream.concat(POLICY.pack().rules().stream(), Stream.of(POLICY.pack().otherwise()))
        .filter(rule -> rules.contains(rule.id()))
        .map(Rule::clause)
        .toList();
  }
}
