package dev.breakwater.policy.trial;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import java.util.List;

/**
 * How a case ended.
 *
 * @param differences what the case expects and did not find, in words; empty if it holds
 */
public record Verdict(Case tried, Decision found, List<String> differences) {
  public Verdict {
    differences = List.copyOf(differences);
  }

  /** Tries a case. */
  public static Verdict of(Case tried, PolicyEngine engine) {
    Decision found = engine.decide(tried.request());
    return new Verdict(tried, found, tried.expected().differences(found));
  }

  public boolean holds() {
    return differences.isEmpty();
  }

  /** Returns one line: the case, what is otherwise than expected, and who decided so. */
  @Override
  public String toString() {
    String ending = holds() ? "holds" : String.join("; ", differences);
    return tried + ": " + ending + " (" + by() + ")";
  }

  private String by() {
    return String.join(
        ", ", found.because().stream().map(rule -> rule.id() + ", " + rule.clause()).toList());
  }
}
