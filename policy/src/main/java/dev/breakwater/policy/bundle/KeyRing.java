package dev.breakwater.policy.bundle;

import dev.breakwater.policy.bundle.SignatureScheme.Algorithm;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that may sign the next bundle. The first ring is pinned; each accepted bundle brings the
 * ring for the next one, which is how keys are rolled over.
 */
public record KeyRing(List<SigningKey> keys) {
  static final int MAX_KEYS = 16;

  /**
   * @throws IllegalArgumentException if there is no Ed25519 key, or a key is there twice
   */
  public KeyRing {
    keys = List.copyOf(keys);
    // Without one, no bundle could follow.
    if (keys.stream().noneMatch(key -> key.algorithm() == Algorithm.ED25519)) {
      throw new IllegalArgumentException("at least one Ed25519 key is expected");
    }
    if (keys.size() > MAX_KEYS
        || keys.stream().map(SigningKey::text).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("at most " + MAX_KEYS + " keys are expected, none twice");
    }
  }

  /**
   * Reads a file of pinned keys: a mapping with the field {@code keys}, as in manifests.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static KeyRing load(Bytes yaml, String name, SignatureScheme scheme)
      throws InvalidSourceException {
    var source = Source.read(yaml, name);
    var ring =
        Fields.of(source, source.root(), Set.of("keys"))
            .flatMap(file -> file.node("keys"))
            .flatMap(node -> new KeyRingReader(source, scheme).ring(node));
    source.refuseIfBroken();
    return ring.orElseThrow(() -> new IllegalStateException("no keys, and no problem named"));
  }

  /**
   * Requires the signatures that a bundle needs under another paper of the compliance office.
   *
   * @param signatures lines, one for each signature
   * @param at when the paper is accepted
   * @throws BundleRefusedException if a signature is missing or not valid
   */
  public void requireSigned(Bytes text, Bytes signatures, SignatureScheme scheme, Instant at)
      throws BundleRefusedException {
    SignatureCheck.require(scheme, this, text, signatures, at);
  }

  /**
   * Returns the algorithms of which a bundle needs a signature each. An SM2 key asks for one beside
   * the Ed25519 signature even when it is not in force: an expired key must not lower the demand.
   */
  Set<Algorithm> demanded() {
    return keys.stream().map(SigningKey::algorithm).collect(Collectors.toUnmodifiableSet());
  }
}
