package dev.breakwater.cli;

import dev.breakwater.agent.bundle.BundleInbox;
import dev.breakwater.agent.bundle.FetchedBundles;
import dev.breakwater.agent.bundle.InboxWatch;
import dev.breakwater.agent.bundle.Reception;
import dev.breakwater.agent.uplink.PolicyInbox;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.bundle.store.BundleDirectory;
import dev.breakwater.policy.bundle.store.DamagedBundleException;
import dev.breakwater.policy.pack.PolicyPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a car: the built-in packs, the bundles that it accepted, and the ways for new
 * ones: an inbox that is watched until this is closed, and the uplink.
 */
final class CarPolicies implements AutoCloseable {
  private static final String KEYS = "keys.yaml";
  private static final String ACCEPTED = "accepted";
  private static final String INBOX = "inbox";

  private final PoliciesInForce inForce;
  private final PolicyInbox fetched;
  private final @Nullable KeyRing pinned;
  private final @Nullable InboxWatch watch;

  private CarPolicies(
      PoliciesInForce inForce,
      PolicyInbox fetched,
      @Nullable KeyRing pinned,
      @Nullable InboxWatch watch) {
    this.pinned = pinned;
    this.inForce = inForce;
    this.fetched = fetched;
    this.watch = watch;
  }

  /**
   * Brings into force what the car accepted before, and what lies in its inbox. A car without
   * pinned keys accepts nothing and has the built-in packs.
   */
  static CarPolicies open(Path folder, InstantSource clock)
      throws IOException, CommandFailedException {
    var inForce = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnCar()));
    Path keys = folder.resolve(KEYS);
    if (!Files.exists(keys) && !Files.exists(folder.resolve(ACCEPTED))) {
      return new CarPolicies(inForce, PolicyInbox.CLOSED, null, null);
    }
    try {
      // Fail closed: accepted bundles without the keys that vouch for them stop the start.
      KeyRing pinned = BundleFiles.keys(keys);
      var acceptance = new Acceptance(pinned, new NoteSignatures(), inForce);
      var accepted = BundleDirectory.open(folder.resolve(ACCEPTED), acceptance, inForce);
      var reception = new Reception(accepted, clock);
      var watch = InboxWatch.start(new BundleInbox(folder.resolve(INBOX), reception));
      return new CarPolicies(inForce, new FetchedBundles(reception, inForce), pinned, watch);
    } catch (DamagedBundleException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  PoliciesInForce inForce() {
    return inForce;
  }

  /** Returns who may sign the next bundle; nobody if no key is pinned. */
  Optional<KeyRing> office() {
    Optional<KeyRing> newest = inForce.newest().map(bundle -> bundle.manifest().keys());
    return newest.or(() -> Optional.ofNullable(pinned));
  }

  /** Returns where bundles go that the uplink fetches. */
  PolicyInbox fetched() {
    return fetched;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
