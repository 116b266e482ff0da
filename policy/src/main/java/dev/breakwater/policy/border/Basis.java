package dev.breakwater.policy.border;

import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.rule.Status;
import java.util.List;

/**
 * What an answer rests on.
 *
 * @param ground its name, e.g. {@code important-data}
 * @param clauses where it is written, at least one
 * @param inForce when it decides
 * @param status verified only if every clause was read in a copy of its source
 */
public record Basis(
    String ground, List<String> clauses, Period inForce, Status status, Reason reason) {
  /**
   * @throws IllegalArgumentException if there is no clause
   */
  public Basis {
    clauses = List.copyOf(clauses);
    if (clauses.isEmpty()) {
      throw new IllegalArgumentException("an answer rests on a clause");
    }
  }
}
