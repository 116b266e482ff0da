package dev.breakwater.agent.keys;

import dev.breakwater.wire.Bytes;

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
}
