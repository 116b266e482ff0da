package dev.breakwater.policy.conformance;

import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Condition;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.InvalidConditionException;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.source.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes every mistake in a rule that an author could make, one at a time. */
final class Mutation {
  private final Rule rule;
  private final List<Mutant> mutants = new ArrayList<>();

  private Mutation(Rule rule) {
    this.rule = rule;
  }

  static List<Mutant> of(Rule rule) {
    var mutation = new Mutation(rule);
    mutation.mutants.add(new Mutant(rule, "removed", null, false));
    mutation.effects();
    mutation.condition();
    mutation.period();
    mutation.consents();
    mutation.parts();
    return mutation.mutants;
  }

  /** The parts of a rule that a mistake changes. */
  private static final class Draft {
    private Period inForce;
    private final Set<Stage> stages;
    private final List<CategoryPattern> categories;
    private final Set<Consent> consents;
    private @Nullable Condition when;
    private Effect effect;
    private final Set<Obligation> obligations;

    Draft(Rule rule) {
      this.inForce = rule.inForce();
      this.stages = new HashSet<>(rule.stages());
      this.categories = new ArrayList<>(rule.categories());
      this.consents = new HashSet<>(rule.consents());
      this.when = rule.when();
      this.effect = rule.effect();
      this.obligations = new HashSet<>(rule.obligations());
    }
  }

  private void narrow(String mistake, Consumer<Draft> change) {
    mutants.add(new Mutant(rule, mistake, changed(change), false));
  }

  private void widen(String mistake, Consumer<Draft> change) {
    mutants.add(new Mutant(rule, mistake, changed(change), true));
  }

  private Rule changed(Consumer<Draft> change) {
    var draft = new Draft(rule);
    change.accept(draft);
    return new Rule(
        rule.id(),
        rule.clause(),
        draft.inForce,
        draft.stages,
        draft.categories,
        draft.consents,
        draft.when,
        draft.effect,
        draft.obligations,
        rule.reason(),
        rule.status());
  }

  private void effects() {
    for (Effect effect : List.of(Effect.PERMIT, Effect.DENY)) {
      if (effect != rule.effect()) {
        narrow(
            "effect " + Fields.nameOf(effect),
            draft -> {
              draft.effect = effect;
              draft.obligations.clear();
            });
      }
    }
  }

  private void condition() {
    Condition when = rule.when();
    if (when != null) {
      widen("condition dropped", draft -> draft.when = null);
      Condition not = compile("!(" + when + ")");
      narrow("condition negated", draft -> draft.when = not);
    }
  }

  private static Condition compile(String text) {
    try {
      return Condition.compile(text);
    } catch (InvalidConditionException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private void period() {
    Period was = rule.inForce();
    var later = new Period(was.from().plus(Duration.ofDays(1)), was.until());
    narrow("a day later", draft -> draft.inForce = later);
  }

  private void consents() {
    for (Consent consent : Consent.values()) {
      if (!rule.consents().contains(consent)) {
        widen("also under " + Fields.nameOf(consent), draft -> draft.consents.add(consent));
      }
    }
  }

  private void parts() {
    for (Stage stage : rule.stages()) {
      if (rule.stages().size() > 1) {
        narrow("not at " + Fields.nameOf(stage), draft -> draft.stages.remove(stage));
      }
    }
    for (CategoryPattern category : rule.categories()) {
      if (rule.categories().size() > 1) {
        narrow("not of " + category, draft -> draft.categories.remove(category));
      }
    }
    for (Obligation obligation : rule.obligations()) {
      if (rule.obligations().size() > 1) {
        narrow("no " + Fields.nameOf(obligation), draft -> draft.obligations.remove(obligation));
      }
    }
  }
}
