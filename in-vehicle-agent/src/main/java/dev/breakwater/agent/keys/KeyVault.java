package dev.breakwater.agent.keys;

import dev.breakwater.wire.Bytes;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;

/**
 * Holds the keys of one car and uses them; they do not come out. Durable before the first use, safe
 * for use by several threads.
 */
public interface KeyVault {
  /** Returns the Ed25519 public key of the item seal, 32 bytes. */
  Bytes sealPublicKey();

  /** Signs {@code message} with the item seal; returns 64 bytes (RFC 8032). */
  Bytes sign(Bytes message);

  /** Wraps a data key of 32 bytes (RFC 3394). */
  Bytes wrap(Bytes key);

  /**
   * Returns the data key that {@link #wrap} wrapped.
   *
   * @throws WrongKeyException if {@code wrapped} was changed or wrapped by another vault
   */
  Bytes unwrap(Bytes wrapped) throws WrongKeyException;

  /**
   * Makes the key pair of a new DTLS identity, P-256.
   *
   * @param random a secure generator
   */
  IdentityKey makeIdentity(SecureRandom random);

  /**
   * Takes in the key of an identity that was made elsewhere.
   *
   * @return what to keep in its place, see {@link IdentityKey#kept}
   */
  default String takeIdentity(ECPrivateKey key) {
    return WrappedIdentity.keep(this, key);
  }

  /**
   * Returns the private key of an identity. It signs with the JCA's {@code SHA256withECDSA}, and
   * may have no encoding.
   *
   * @throws WrongKeyException if {@code kept} was changed or is of another vault
   */
  PrivateKey identity(String kept) throws WrongKeyException;

  /** Destroys the key of an identity that is used no more; one that is gone is no mistake. */
  void destroyIdentity(String kept);
}
