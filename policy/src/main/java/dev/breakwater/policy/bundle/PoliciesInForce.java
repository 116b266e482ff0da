package dev.breakwater.policy.bundle;

import dev.breakwater.policy.PolicyEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which law decides when. At an instant the bundle with the highest sequence number decides of
 * those that are in force then, and the built-in pack where there is none. This depends on the
 * accepted bundles and the instant of the act alone, not on when it is asked: a bundle with a later
 * date sleeps and takes over at its instant, and acts before it are judged by the earlier one for
 * ever. Safe for use by several threads; asking allocates nothing and waits for nobody.
 */
public final class PoliciesInForce {
  private final PolicyEngine builtIn;

  // Owned by whoever holds the lock of this object; in the order of the sequence numbers.
  private final List<AcceptedBundle> accepted = new ArrayList<>();

  // Replaced whole by the thread that adds; read by all.
  private volatile Schedule schedule;

  /**
   * @param builtIn decides before the first bundle
   */
  public PoliciesInForce(PolicyEngine builtIn) {
    this.builtIn = builtIn;
    this.schedule = new Schedule(builtIn, accepted);
  }

  /** Returns what decides about an act at {@code at}. */
  public PolicyEngine at(Instant at) {
    return schedule.engineAt(at);
  }

  /**
   * Returns the bundle that decides about an act at {@code at}, empty if the built-in pack does.
   */
  public Optional<AcceptedBundle> bundleAt(Instant at) {
    return schedule.bundleAt(at);
  }

  /** Returns the accepted bundle with the highest sequence number. */
  public synchronized Optional<AcceptedBundle> newest() {
    return accepted.isEmpty() ? Optional.empty() : Optional.of(accepted.get(accepted.size() - 1));
  }

  /**
   * Lets a bundle decide from its instant on.
   *
   * @throws IllegalArgumentException if its sequence number is not the highest
   */
  public synchronized void add(AcceptedBundle bundle) {
    long sequence = bundle.manifest().sequence();
    if (newest().filter(before -> before.manifest().sequence() >= sequence).isPresent()) {
      throw new IllegalArgumentException(bundle + " comes after " + newest().get());
    }
    accepted.add(bundle);
    schedule = new Schedule(builtIn, accepted);
  }
}
