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
import java.time.Instant;
import java.util.HashSet;
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
   * answers already. Every category and stage of the rule is asked, with all that any case knows of
   * an item, at the instants of all cases.
   */
  boolean answersTheSameWith(Mutant mutant, Rule mistaken) {
    var wrong = PolicyEngine.compile(mutant.in(packs));
    Set<Consent> consents = new HashSet<>(mistaken.consents());
    if (!consents.equals(mutant.original().consents())) {
      consents.removeAll(mutant.original().consents());
    }
    return requests(mistaken)
        .flatMap(asked -> consents.stream().map(consent -> under(asked, consent)))
        .allMatch(asked -> answer(right.decide(asked)).equals(answer(wrong.decide(asked))));
  }

  private Stream<Request> requests(Rule rule) {
    List<Instant> instants = cases.stream().map(each -> each.request().at()).distinct().toList();
    List<Request> known =
        cases.stream().map(each -> about(each.request(), Instant.EPOCH)).distinct().toList();
    return known.stream()
        .flatMap(each -> instants.stream().map(at -> about(each, at)))
        .flatMap(each -> rule.stages().stream().flatMap(stage -> at(stage, each)))
        .filter(each -> isAbout(rule, each));
  }

  /** Returns a request for what is known of an item, whatever it is. */
  private static Request about(Request known, Instant at) {
    return new Request(Stage.STORE, "", known.purpose(), Consent.NO, at, known.item());
  }

  private Stream<Request> at(Stage stage, Request known) {
    return packs.catalog().categories().stream()
        .map(
            category ->
                new Request(
                    stage, category, known.purpose(), Consent.NO, known.at(), known.item()));
  }

  private static Request under(Request asked, Consent consent) {
    return new Request(
        asked.stage(), asked.category(), asked.purpose(), consent, asked.at(), asked.item());
  }

  private record Answer(Effect effect, Set<Obligation> obligations) {}

  private static Answer answer(Decision decision) {
    return decision.match(
        permit -> new Answer(Effect.PERMIT, Set.of()),
        transform -> new Answer(Effect.TRANSFORM, transform.obligations()),
        deny -> new Answer(Effect.DENY, Set.of()));
  }
}
