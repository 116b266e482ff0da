package dev.breakwater.ingest.bundle;

import dev.breakwater.policy.bundle.AcceptedBundle;
import java.time.Instant;

/** A bundle would come into force before everybody can have it; its author gives a later date. */
public final class LateBundleException extends Exception {
  private static final long serialVersionUID = 1L;

  LateBundleException(AcceptedBundle bundle, Instant earliest) {
    super(
        "bundle %s comes into force at %s, and the earliest instant is %s"
            .formatted(bundle, bundle.manifest().inForce().from(), earliest));
  }

  public String remedy() {
    return "Have it made again with a later 'from'.";
  }
}
