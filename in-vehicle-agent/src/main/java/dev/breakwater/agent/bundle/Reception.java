package dev.breakwater.agent.bundle;

import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.store.BundleDirectory;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has bundles accepted, whichever way they came, and says in the log what became of each. Safe for
 * use by several threads.
 */
public final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final BundleDirectory accepted;
  private final InstantSource clock;

  /**
   * @param clock by which keys are in force or not
   */
  public Reception(BundleDirectory accepted, InstantSource clock) {
    this.accepted = accepted;
    this.clock = clock;
  }

  /**
   * Returns whether a bundle is accepted; if so, it is durable and comes into force at its instant.
   *
   * @param whence it came, for the log
   * @throws IOException if it could not be made durable; what was in force goes on
   */
  boolean take(Bytes tar, String whence) throws IOException {
    try {
      accepted(accepted.accept(tar, clock.instant()), whence);
      return true;
    } catch (BundleRefusedException e) {
      refused(e, whence);
      return false;
    }
  }

  private static void accepted(AcceptedBundle bundle, String whence) {
    LOG.info(
        "event=bundle_accepted whence={} bundle={} sequence={} from={} digest={}",
        whence,
        bundle.manifest().id(),
        bundle.manifest().sequence(),
        bundle.manifest().inForce().from(),
        bundle.digest());
  }

  private static void refused(BundleRefusedException e, String whence) {
    LOG.warn(
        "event=bundle_refused whence={} refusal={} remedy=\"{}\" problem=\"{}\"",
        whence,
        e.refusal(),
        e.remedy(),
        String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
  }
}
