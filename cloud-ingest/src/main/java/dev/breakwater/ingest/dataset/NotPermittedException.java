package dev.breakwater.ingest.dataset;

import dev.breakwater.policy.Decision;

/** The policy in force does not permit clips for this purpose. */
public final class NotPermittedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPermittedException(String purpose, Decision decision) {
    super(
        "clips for the purpose '%s' are not permitted: %s"
            .formatted(purpose, String.join("; ", decision.clauses())));
  }

  public String remedy() {
    return "See 'breakwater policy explain', and choose a purpose that the policy permits.";
  }
}
