package dev.breakwater.policy.conformance;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The cases of one file, and packs that decide them as the law demands. */
final class Tried {
  private final PolicyPack packs;
  private final PolicyEngine right;
  private final List<Case> cases;

  private Tried(PolicyPack packs, List<Case> cases) {
    this.packs = packs;
    this.right = PolicyEngine.compile(packs);
    this.cases = cases.stream().filter(each -> Verdict.of(each, right).holds()).toList();
  }

  /** Returns the file for the packs that it is made for, which decide all of its cases. */
  static Tried together(Conformance file) {
    return new Tried(file.together(), file.cases());
  }

  /** Returns those of its cases that need no pack but its own. */
  static Tried alone(Conformance file) {
    return new Tried(file.pack(), file.cases());
  }

  /** Asks whether no case fails by this mistake. */
  boolean misses(Mutant mutant) {
    if (!packs.rules().contains(mutant.original())) {
      return true;
    }
    var mistaken = PolicyEngine.compile(mutant.in(packs));
    return cases.stream()
        .filter(each -> isAbout(mutant.original(), each.request()))
        .allMatch(each -> Verdict.of(each, mistaken).holds());
  }

  private static boolean isAbout(Rule rule, Request request) {
    return rule.speaksOf(request.stage(), request.category());
  }

  /**
   * Asks whether the mistake changes no answer, because where the rule now applies too, another one
   * answers already. Every category, stage and consent is asked, with all that any case knows of an
   * item, at the instants of all cases.
   */
  boolean answersTheSameWith(Mutant mutant) {
    var mistaken = PolicyEngine.compile(mutant.in(packs));
    return requests(mutant.original())
        .allMatch(asked -> answer(right.decide(asked)).equals(answer(mistaken.decide(asked))));
  }

  private Stream<Request> requests(Rule rule) {
    List<Request> known =
        cases.stream()
            .map(each -> about(each.request(), Stage.STORE, "", Consent.NO))
            .distinct()
            .toList();
    List<String> categories = List.copyOf(packs.catalog().categories());
    return known.stream()
        .flatMap(each -> rule.stages().stream().map(stage -> about(each, stage, "", Consent.NO)))
        .flatMap(
            each -> categories.stream().map(name -> about(each, each.stage(), name, Consent.NO)))
        .filter(each -> isAbout(rule, each))
        .flatMap(
            each ->
                Stream.of(Consent.values())
                    .map(consent -> about(each, each.stage(), each.category(), consent)));
  }

  private static Request about(Request known, Stage stage, String category, Consent consent) {
    return new Request(stage, category, known.purpose(), consent, known.at(), known.item());
  }

  private record Answer(Effect effect, Set<Obligation> obligations) {}

  private static Answer answer(Decision decision) {
    return decision.match(
        permit -> new Answer(Effect.PERMIT, Set.of()),
        transform -> new Answer(Effect.TRANSFORM, transform.obligations()),
        deny -> new Answer(Effect.DENY, Set.of()));
  }
}
