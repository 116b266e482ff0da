package dev.breakwater.policy.bundle;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.wire.Digest;
import java.time.Instant;

/** A bundle that may come into force; only {@link Acceptance} makes one. Immutable. */
public final class AcceptedBundle {
  private final Manifest manifest;
  private final Instant acceptedAt;
  private final PolicyEngine engine;

  AcceptedBundle(Manifest manifest, Instant acceptedAt, PolicyEngine engine) {
    this.manifest = manifest;
    this.acceptedAt = acceptedAt;
    this.engine = engine;
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

  @Override
  public String toString() {
    return manifest.id() + " " + manifest.sequence();
  }
}
