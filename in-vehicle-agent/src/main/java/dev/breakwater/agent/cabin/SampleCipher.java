package dev.breakwater.agent.cabin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with random nonces of 96 bits (NIST SP 800-38D, 8.2.2): a key lives as long as one
 * consent, far below the 2^32 samples that the standard allows it. The sample's name is
 * authenticated with it, so that no sample passes for another.
 */
final class SampleCipher {
  static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;
  private final RandomGenerator random;

  /**
   * @param random a secure generator
   */
  SampleCipher(Bytes key, RandomGenerator random) {
    this.key = new SecretKeySpec(key.toArray(), "AES");
    this.random = random;
  }

  static Bytes drawKey(RandomGenerator random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return Bytes.of(key);
  }

  Bytes encrypt(String name, Bytes plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plain.toArray());
      return Bytes.of(
          ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /**
   * @throws IOException if the bytes are not what was encrypted under that name
   */
  Bytes decrypt(String name, Bytes sealed) throws IOException {
    if (sealed.length() < NONCE_BYTES + TAG_BYTES) {
      throw new IOException(name + ": shorter than a sealed sample");
    }
    byte[] nonce = sealed.slice(0, NONCE_BYTES).toArray();
    byte[] rest = sealed.slice(NONCE_BYTES, sealed.length()).toArray();
    try {
      return Bytes.of(cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(rest));
    } catch (AEADBadTagException e) {
      throw new IOException(name + ": changed, or sealed by another key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(name.getBytes(UTF_8));
    return cipher;
  }
}
