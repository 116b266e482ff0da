package dev.breakwater.agent.seal;

import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.wire.Activation;
import java.util.Optional;

/** Finds each change of the policy in force once, also over restarts. Used by one thread. */
final class Activations {
  /** Where the outbox keeps the sequence number of the policy that was told last. */
  static final String CURSOR = "policy/in-force";

  private final Decider decider;

  // The number that was told last; before the first bundle nothing needs to be told.
  private long told;

  Activations(Outbox outbox, Decider decider) {
    this.decider = decider;
    this.told = outbox.cursors().getOrDefault(CURSOR, 0L);
  }

  /** Returns what has come into force and is to be told now. */
  Optional<Activation> look() {
    Activation inForce = decider.inForce();
    if (inForce.sequence() == told) {
      return Optional.empty();
    }
    told = inForce.sequence();
    return Optional.of(inForce);
  }
}
