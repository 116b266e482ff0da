package dev.breakwater.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.conformance.Conformance;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The car decides the cases of the law that it can know enough of")
class ConformanceTest {
  private static final PolicyEngine POLICY = PolicyEngine.compile(PolicyPack.cnCar());

  /** Facts that belong to the way out and not to the item. */
  private static final Map<Variable, Object> BY_UPLINK =
      Map.of(Variable.JURISDICTION, "CN", Variable.ENCRYPTED, true, Variable.QUALIFIED, false);

  /** Facts of the item that the car may know, here as the case says. */
  private static final Set<Variable> OF_THE_ITEM =
      Set.of(Variable.SENSITIVE_AREA, Variable.LATITUDE, Variable.LONGITUDE, Variable.NOTICE);

  /** Returns the cases that hold with no more known of the item than the car knows. */
  static Stream<Case> cases() {
    return Stream.of(Conformance.CN_AUTO, Conformance.CN_GBT32960, Conformance.CN_SURVEY)
        .flatMap(each -> each.cases().stream())
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
            known(asked));
    return new Case(given.name(), given.place(), known, given.expected());
  }

  private static Facts known(Request asked) {
    boolean clip = asked.category().startsWith("exterior.clip.");
    return variable -> {
      if (OF_THE_ITEM.contains(variable)) {
        return asked.item().value(variable);
      }
      if (variable == Variable.ANONYMIZED && clip) {
        return Optional.of(true);
      }
      return asked.stage() == Stage.COLLECT
          ? Optional.empty()
          : Optional.ofNullable(BY_UPLINK.get(variable));
    };
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
    Surroundings place = at -> variable -> request.item().value(variable);
    ShownNotices notices =
        (category, purpose) -> request.item().value(Variable.NOTICE).map(String.class::cast);
    var knowledge = new Knowledge(place, notices);
    var decider = new Decider(new PoliciesInForce(POLICY), consents, request::at, null, knowledge);
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
