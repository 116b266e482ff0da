package dev.breakwater.policy.bundle;

import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * The only way to an {@link AcceptedBundle}. A bundle is accepted if keys of the newest accepted
 * bundle signed it, or pinned keys where there is none, if its sequence number is higher, and if
 * all that it holds is as its manifest says and without a mistake. Nothing of a bundle is
 * interpreted before its signatures are found valid. Used by one thread at a time.
 */
public final class Acceptance {
  private final KeyRing pinned;
  private final SignatureScheme scheme;
  private final PoliciesInForce policies;

  /**
   * @param pinned signs the first bundle
   * @param policies knows what was accepted before
   */
  public Acceptance(KeyRing pinned, SignatureScheme scheme, PoliciesInForce policies) {
    this.pinned = pinned;
    this.scheme = scheme;
    this.policies = policies;
  }

  /**
   * Examines a bundle; it comes into force once the caller adds it to the policies.
   *
   * @param now when it is accepted: the keys that signed must be in force then
   * @throws BundleRefusedException if it is not to be accepted
   */
  public AcceptedBundle examine(Bytes tar, Instant now) throws BundleRefusedException {
    Bundle bundle = Bundle.read(tar);
    SignatureCheck.require(scheme, ring(), bundle, now);
    Manifest manifest = bundle.check(scheme);
    long newest = policies.newest().map(before -> before.manifest().sequence()).orElse(0L);
    if (manifest.sequence() <= newest) {
      throw new BundleRefusedException(
          Refusal.SEQUENCE_NOT_HIGHER,
          "the sequence number is " + manifest.sequence() + ", and " + newest + " is accepted");
    }
    return new AcceptedBundle(manifest, now, bundle.compile(manifest), bundle);
  }

  private KeyRing ring() {
    Optional<AcceptedBundle> newest = policies.newest();
    return newest.isPresent() ? newest.get().manifest().keys() : pinned;
  }
}
