package dev.breakwater.policy.bundle;

import dev.breakwater.policy.bundle.SignatureScheme.Algorithm;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Asks whether those signed a bundle whose signatures it needs: for each algorithm of which the
 * ring has a key, one key of it that is in force. So with an SM2 key in the ring, an Ed25519 and an
 * SM2 signature are needed.
 */
final class SignatureCheck {
  private final SignatureScheme scheme;
  private final KeyRing ring;
  private final Instant at;

  // Algorithms of the keys that signed.
  private final Set<Algorithm> inForce = EnumSet.noneOf(Algorithm.class);
  private final Set<Algorithm> notInForce = EnumSet.noneOf(Algorithm.class);

  private SignatureCheck(SignatureScheme scheme, KeyRing ring, Instant at) {
    this.scheme = scheme;
    this.ring = ring;
    this.at = at;
  }

  /**
   * @param at when the bundle is accepted
   * @throws BundleRefusedException if a signature that is needed is not there or not valid
   */
  static void require(SignatureScheme scheme, KeyRing ring, Bundle bundle, Instant at)
      throws BundleRefusedException {
    require(scheme, ring, bundle.manifest(), bundle.signatures(), at);
  }

  static void require(
      SignatureScheme scheme, KeyRing ring, Bytes text, Bytes signatures, Instant at)
      throws BundleRefusedException {
    var check = new SignatureCheck(scheme, ring, at);
    for (SigningKey key : ring.keys()) {
      check.ask(key, text, signatures);
    }
    for (Algorithm algorithm : ring.demanded()) {
      check.require(algorithm);
    }
  }

  private void ask(SigningKey key, Bytes text, Bytes signatures) throws BundleRefusedException {
    switch (scheme.ask(text, signatures, key.text())) {
      case SIGNED -> (key.valid().contains(at) ? inForce : notInForce).add(key.algorithm());
      case NOT_SIGNED -> {}
      // One wrong line refuses the whole (C2SP signed-note, section Signatures).
      case WRONG -> throw refused(Refusal.WRONG_SIGNATURE, "no valid signature of " + key.text());
    }
  }

  private void require(Algorithm algorithm) throws BundleRefusedException {
    if (inForce.contains(algorithm)) {
      return;
    }
    if (notInForce.contains(algorithm)) {
      throw refused(
          Refusal.KEY_NOT_IN_FORCE,
          "the " + algorithm + " key that signed is not in force at " + at);
    }
    if (inForce.isEmpty() && notInForce.isEmpty()) {
      throw refused(Refusal.UNKNOWN_KEY, "no key of " + names() + " signed");
    }
    throw refused(Refusal.SIGNATURE_MISSING, "no " + algorithm + " key of the ring signed");
  }

  private String names() {
    return ring.keys().stream().map(SigningKey::text).toList().toString();
  }

  private static BundleRefusedException refused(Refusal refusal, String problem) {
    return new BundleRefusedException(refusal, problem);
  }
}
