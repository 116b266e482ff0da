package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256-GCM key of one file (NIST SP 800-38D). The nonce is a counter that its only writer
 * never repeats, and a file is never continued once closed: no pair of key and nonce repeats.
 */
public final class FileKey {
  /** How much longer the ciphertext is than the plaintext, bytes. */
  static final int TAG_BYTES = 16;

  static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  // The JDK's GCM works piece by piece; one large piece runs uncompiled for long (stack.md, 3.8).
  private static final int PIECE_BYTES = 8 << 10;

  private final SecretKeySpec key;

  public FileKey(Bytes key) {
    this.key = new SecretKeySpec(key.toArray(), "AES");
  }

  /** Draws the bytes of a new key. */
  public static Bytes draw(RandomGenerator random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return Bytes.of(key);
  }

  public ByteBuffer encrypt(long counter, ByteBuffer plain) {
    try {
      return run(Cipher.ENCRYPT_MODE, counter, plain, plain.remaining() + TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /**
   * @throws AEADBadTagException if the bytes are not what was encrypted under {@code counter}
   */
  public ByteBuffer decrypt(long counter, ByteBuffer cipherText) throws AEADBadTagException {
    if (cipherText.remaining() < TAG_BYTES) {
      throw new AEADBadTagException("shorter than a tag");
    }
    try {
      return run(Cipher.DECRYPT_MODE, counter, cipherText, cipherText.remaining() - TAG_BYTES);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private ByteBuffer run(int mode, long counter, ByteBuffer in, int outLength)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce(counter)));
    var out = ByteBuffer.allocate(outLength);
    ByteBuffer rest = in.duplicate();
    while (rest.remaining() > PIECE_BYTES) {
      ByteBuffer piece = rest.slice(rest.position(), PIECE_BYTES);
      rest.position(rest.position() + PIECE_BYTES);
      cipher.update(piece, out);
    }
    cipher.doFinal(rest, out);
    return out.flip();
  }

  private static byte[] nonce(long counter) {
    return ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(counter).array();
  }
}
