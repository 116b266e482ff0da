package dev.breakwater.cli;

import dev.breakwater.agent.bundle.BundleInbox;
import dev.breakwater.agent.bundle.InboxWatch;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.bundle.store.BundleDirectory;
import dev.breakwater.policy.bundle.store.DamagedBundleException;
import dev.breakwater.policy.pack.PolicyPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a car: the built-in pack, the bundles that it accepted, and an inbox for new ones
 * that is watched until this is closed.
 */
final class CarPolicies implements AutoCloseable {
  private static final String KEYS = "keys.yaml";
  private static final String ACCEPTED = "accepted";
  private static final String INBOX = "inbox";

  private final PoliciesInForce inForce;
  private final @Nullable InboxWatch watch;

  private CarPolicies(PoliciesInForce inForce, @Nullable InboxWatch watch) {
    this.inForce = inForce;
    this.watch = watch;
  }

  /**
   * Brings into force what the car accepted before, and what lies in its inbox. A car without
   * pinned keys accepts nothing and has the built-in pack.
   */
  static CarPolicies open(Path folder, InstantSource clock)
      throws IOException, CommandFailedException {
    var inForce = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
    Path keys = folder.resolve(KEYS);
    if (!Files.exists(keys) && !Files.exists(folder.resolve(ACCEPTED))) {
      return new CarPolicies(inForce, null);
    }
    try {
      // Fail closed: accepted bundles without the keys that vouch for them stop the start.
      var acceptance = new Acceptance(BundleFiles.keys(keys), new NoteSignatures(), inForce);
      var accepted = BundleDirectory.open(folder.resolve(ACCEPTED), acceptance, inForce);
      var inbox = new BundleInbox(folder.resolve(INBOX), accepted, clock);
      return new CarPolicies(inForce, InboxWatch.start(inbox));
    } catch (DamagedBundleException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  PoliciesInForce inForce() {
    return inForce;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
