package dev.breakwater.policy.compare;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.source.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In what two policies answer the same question differently.
 *
 * @param category of the catalog; {@code unknown} for any that it does not know
 */
public record Difference(Change change, Stage stage, String category, Answer before, Answer after) {
  /** What the second policy changes. */
  public enum Change {
    NEWLY_DENIED,
    NEWLY_ALLOWED,
    /** Both allow it, and demand different things. */
    OTHER_OBLIGATIONS
  }

  /**
   * What one policy says.
   *
   * @param rules that decide, in the order of the pack
   */
  public record Answer(List<String> rules, Set<Obligation> obligations) {
    public Answer {
      rules = List.copyOf(rules);
      obligations = Set.copyOf(obligations);
    }

    /** Returns who decides, and what must be done, in words. */
    @Override
    public String toString() {
      String must =
          obligations.isEmpty()
              ? ""
              : " with "
                  + String.join(", ", obligations.stream().map(Fields::nameOf).sorted().toList());
      return "by " + String.join(", ", rules) + must;
    }

    static Answer of(Decision decision) {
      return new Answer(decision.rules(), decision.obligations());
    }
  }

  /** Returns what changes, empty if the same may be done with the data, whatever the rules. */
  static Optional<Change> change(Decision before, Decision after) {
    boolean denied = before.effect() == Effect.DENY;
    if (denied != (after.effect() == Effect.DENY)) {
      return Optional.of(denied ? Change.NEWLY_ALLOWED : Change.NEWLY_DENIED);
    }
    return before.obligations().equals(after.obligations())
        ? Optional.empty()
        : Optional.of(Change.OTHER_OBLIGATIONS);
  }
}
