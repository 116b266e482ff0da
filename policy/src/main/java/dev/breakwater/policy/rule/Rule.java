package dev.breakwater.policy.rule;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a pack: a clause of the law, and what it says about which data.
 *
 * @param id unique in its pack; goes into items and audit leaves
 * @param clause where it is written, e.g. {@code Auto Provisions Art. 8}
 * @param consents under which the rule applies
 * @param when what must hold besides; null if nothing
 * @param obligations of a {@link Effect#TRANSFORM}, else empty
 */
public record Rule(
    String id,
    String clause,
    Period inForce,
    Set<Stage> stages,
    List<CategoryPattern> categories,
    Set<Consent> consents,
    @Nullable Condition when,
    Effect effect,
    Set<Obligation> obligations,
    Reason reason,
    Status status) {
  public Rule {
    stages = Set.copyOf(stages);
    categories = List.copyOf(categories);
    consents = Set.copyOf(consents);
    obligations = Set.copyOf(obligations);
    if ((effect == Effect.TRANSFORM) == obligations.isEmpty()) {
      throw new IllegalArgumentException("obligations belong to the effect TRANSFORM, and only it");
    }
  }

  /** Returns a rule that denies what no other rule of its pack speaks about. */
  public static Rule otherwise(
      String id, String clause, Period inForce, Reason reason, Status status) {
    return new Rule(
        id,
        clause,
        inForce,
        EnumSet.allOf(Stage.class),
        List.of(),
        EnumSet.allOf(Consent.class),
        null,
        Effect.DENY,
        Set.of(),
        reason,
        status);
  }

  public boolean speaksOf(Stage stage, String category) {
    if (stages.contains(stage)) {
      // A loop, not a stream: a pack of 1,000 rules asks this 100,000 times before it is ready.
      for (CategoryPattern pattern : categories) {
        if (pattern.matches(category)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Asks whether the item need not be asked: there is no condition, or the catalog decides it. */
  public boolean isToldByCatalog() {
    return when == null || when.isOfCatalog();
  }

  /**
   * Asks whether what the rule demands besides stage, category, consent and time holds. Where that
   * cannot be told, a denial applies and a permission does not.
   */
  public boolean holds(Facts facts) {
    if (when == null) {
      return true;
    }
    return switch (when.test(facts)) {
      case TRUE -> true;
      case FALSE -> false;
      // Fail closed: what cannot be told is decided to the safe side.
      case UNKNOWN -> effect == Effect.DENY;
    };
  }
}
