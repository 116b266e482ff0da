package dev.breakwater.agent.keys;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The bytes of an encrypted key vault:
 *
 * <pre>
 * magic "BWVAULT" 2 | log2 of N | salt 16 | nonce 12 | AES-256-GCM(keys 64, tag 16)
 * </pre>
 *
 * The key is scrypt(credential, salt, N, r 8, p 1) (RFC 7914). Salt and nonce are new with every
 * file, and what stands before the ciphertext is authenticated with it.
 */
final class VaultFile {
  static final int KEYS_BYTES = 64;

  /** 32 MiB and about a tenth of a second: a passphrase is not to be guessed. */
  static final int PASSPHRASE_COST = 15;

  /** For 256 random bits, which nobody guesses. */
  static final int RANDOM_COST = 10;

  private static final byte[] MAGIC = {'B', 'W', 'V', 'A', 'U', 'L', 'T', 2};
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = MAGIC.length + 1 + SALT_BYTES + NONCE_BYTES;
  private static final int FILE_BYTES = HEAD_BYTES + KEYS_BYTES + TAG_BYTES;
  private static final int BLOCK = 8;

  private VaultFile() {}

  /** Encrypts the keys of a vault. */
  static Bytes seal(byte[] keys, VaultCredential credential, int cost, RandomGenerator random) {
    byte[] unique = new byte[SALT_BYTES + NONCE_BYTES];
    random.nextBytes(unique);
    byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(MAGIC).put((byte) cost).put(unique).array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, head, credential).doFinal(keys);
      return Bytes.of(ByteBuffer.allocate(FILE_BYTES).put(head).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /**
   * Returns the keys.
   *
   * @throws VaultClosedException if the file is none of a vault, was changed, or belongs to another
   *     credential
   */
  static byte[] open(byte[] file, VaultCredential credential) throws VaultClosedException {
    if (file.length != FILE_BYTES || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
      throw new VaultClosedException("not a key vault of version 2");
    }
    byte[] head = Arrays.copyOf(file, HEAD_BYTES);
    int cost = head[MAGIC.length];
    if (cost < RANDOM_COST || cost > PASSPHRASE_COST) {
      throw new VaultClosedException("its cost is out of range");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, head, credential)
          .doFinal(file, HEAD_BYTES, KEYS_BYTES + TAG_BYTES);
    } catch (AEADBadTagException e) {
      throw new VaultClosedException("the credential is another's, or the file was changed");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] head, VaultCredential credential)
      throws GeneralSecurityException {
    int saltAt = MAGIC.length + 1;
    byte[] salt = Arrays.copyOfRange(head, saltAt, saltAt + SALT_BYTES);
    int n = 1 << head[MAGIC.length];
    byte[] key = SCrypt.generate(credential.secret().toArray(), salt, n, BLOCK, 1, 32);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var nonce = new GCMParameterSpec(8 * TAG_BYTES, head, saltAt + SALT_BYTES, NONCE_BYTES);
    cipher.init(mode, new SecretKeySpec(key, "AES"), nonce);
    cipher.updateAAD(head);
    return cipher;
  }
}
