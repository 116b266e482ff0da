package dev.breakwater.policy.rule;

import java.util.Optional;

/** What is known of one item, for the conditions of rules. */
@FunctionalInterface
public interface Facts {
  /** Nothing is known. */
  Facts NONE = variable -> Optional.empty();

  /**
   * Returns a value of the variable's type, empty if it is not known: then a condition that needs
   * it cannot be told.
   */
  Optional<Object> value(Variable variable);
}
