package dev.breakwater.policy.bundle;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.util.List;

/** A bundle that may come into force; only {@link Acceptance} makes one. Immutable. */
public final class AcceptedBundle {
  private final Manifest manifest;
  private final Instant acceptedAt;
  private final PolicyEngine engine;
  private final List<BundleFile> plans;

  /**
   * @param bundle whose files are those that {@code manifest} lists
   */
  AcceptedBundle(Manifest manifest, Instant acceptedAt, PolicyEngine engine, Bundle bundle) {
    this.manifest = manifest;
    this.acceptedAt = acceptedAt;
    this.engine = engine;
    this.plans = bundle.filesOf(FileKind.COLLECTION_PLAN, manifest);
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Returns the digest by which its decisions name it: that of its manifest. */
  public Digest digest() {
    return engine.pack().digest();
  }

  public Instant acceptedAt() {
    return acceptedAt;
  }

  /** Returns all its packs, compiled. */
  public PolicyEngine engine() {
    return engine;
  }

  /** Returns its collection plans as their authors wrote them, in the order of the bundle. */
  public List<BundleFile> plans() {
    return plans;
  }

  @Override
  public String toString() {
    return manifest.id() + " " + manifest.sequence();
  }
}
