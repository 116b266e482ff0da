package dev.breakwater.ingest.keys;

import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.wire.Bytes;
import javax.crypto.spec.SecretKeySpec;

/**
 * One data key.
 *
 * @param name 64 hexadecimal digits; says nothing of what the key is for
 * @param secret {@value Commitment#KEY_LENGTH} bytes; makes the salts of the log's commitments
 * @param cipherKey what is encrypted is encrypted under; made of {@code secret}
 */
public record DataKey(String name, Bytes secret, SecretKeySpec cipherKey) {
  /** One key for one use: the secret itself is an HMAC key. */
  static DataKey of(String name, Bytes secret) {
    byte[] derived = Commitment.salt(secret, ItemCipher.PURPOSE, "aes-256-gcm").toArray();
    return new DataKey(name, secret, new SecretKeySpec(derived, "AES"));
  }

  /** Shows the name alone. */
  @Override
  public String toString() {
    return "key " + name;
  }
}
