package dev.breakwater.policy.bundle;

import dev.breakwater.wire.Bytes;

/**
 * Reads the verifier keys of signers and checks what they signed. A port, because this module knows
 * no cryptography. Safe for use by several threads.
 */
public interface SignatureScheme {
  /** Of a key. */
  enum Algorithm {
    /** RFC 8032. */
    ED25519,
    /** GB/T 32918, with SM3. */
    SM2
  }

  /** Whether a key signed. */
  enum Answer {
    SIGNED,
    NOT_SIGNED,
    /** A signature says that it is the key's and is not, or the signatures cannot be read. */
    WRONG
  }

  /**
   * Returns the algorithm of a key.
   *
   * @param key as its owner publishes it, e.g. {@code name+keyid+base64}
   * @throws IllegalArgumentException if it is no key, or one of another algorithm
   */
  Algorithm algorithm(String key);

  /**
   * Asks whether {@code key} signed {@code text}.
   *
   * @param signatures lines, one for each signature; those of other keys say nothing
   */
  Answer ask(Bytes text, Bytes signatures, String key);
}
