package dev.breakwater.console.law;

import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which policies decided, decide and will decide. Safe for use by several threads. */
final class PolicyHistory {
  private final PublishedBundles bundles;
  private final InstantSource clock;

  PolicyHistory(PublishedBundles bundles, InstantSource clock) {
    this.bundles = bundles;
    this.clock = clock;
  }

  /** Two policies that decided one after the other. */
  record Change(PolicyEngine before, PolicyEngine after) {}

  Instant now() {
    return clock.instant();
  }

  PolicyEngine active() {
    return bundles.policies().at(now());
  }

  /** Returns what decides now. */
  PolicyView activeView() {
    return view(now());
  }

  /** Returns what decided until the one in force began; empty if nothing did. */
  Optional<PolicyView> beforeView() {
    return beginning().map(begin -> view(begin.minusNanos(1)));
  }

  /** Returns the policy in force and the one before it; empty if there was none. */
  Optional<Change> change() {
    return beginning()
        .map(begin -> new Change(bundles.policies().at(begin.minusNanos(1)), active()));
  }

  /** A bundle that took over when another ended began then, as far as its own period says. */
  private Optional<Instant> beginning() {
    return bundles.policies().bundleAt(now()).map(bundle -> bundle.manifest().inForce().from());
  }

  private PolicyView view(Instant at) {
    Optional<AcceptedBundle> bundle = bundles.policies().bundleAt(at);
    return bundle
        .flatMap(accepted -> published(accepted.manifest().sequence()))
        .map(PolicyView::of)
        .orElseGet(() -> PolicyView.builtIn(bundles.policies().at(at).pack()));
  }

  private Optional<Bundle> published(long sequence) {
    return bundles.after(sequence - 1).map(PolicyHistory::read);
  }

  /** Returns every bundle that was accepted, the first one first. */
  List<Bundle> published() {
    List<Bundle> all = new ArrayList<>();
    Optional<Bytes> next = bundles.after(0);
    while (next.isPresent()) {
      Bundle bundle = read(next.get());
      all.add(bundle);
      next = bundles.after(PolicyView.of(bundle).sequence());
    }
    return all;
  }

  private static Bundle read(Bytes tar) {
    try {
      return Bundle.read(tar);
    } catch (BundleRefusedException e) {
      throw new IllegalStateException("it was accepted", e);
    }
  }
}
