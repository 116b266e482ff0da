package dev.breakwater.agent.keys;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The development vault: both keys of a car in one encrypted file. It protects as well as the
 * credential is kept: against one who has the disk only if that is not on the disk. While it is
 * open the keys are in memory; with {@link Pkcs11KeyVault} they never are.
 */
public final class FileKeyVault implements KeyVault {
  private static final int KEY_BYTES = 32;

  /** The most bytes that are read of a vault: more than any has. */
  private static final int MAX_FILE_BYTES = 4 << 10;

  private final Ed25519PrivateKeyParameters sealKey;
  private final SecretKey wrappingKey;

  private FileKeyVault(byte[] keys) {
    this.sealKey = new Ed25519PrivateKeyParameters(keys, 0);
    this.wrappingKey = new SecretKeySpec(keys, KEY_BYTES, KEY_BYTES, "AES");
  }

  /**
   * Opens the vault in {@code file}, having created it if it is not there, with a credential of its
   * own in a file beside it: for a car that has no better place for one.
   *
   * @param random a secure generator; used only to create
   * @throws IOException also if the file is not a vault
   */
  public static FileKeyVault openOrCreate(Path file, RandomGenerator random) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".credential");
    var credential = VaultCredential.readOrCreate(beside, random);
    return openOrCreate(file, credential, VaultFile.RANDOM_COST, random);
  }

  /**
   * Opens the vault in {@code file}, having created it if it is not there.
   *
   * @param random a secure generator; used only to create
   * @throws IOException also if the file is not a vault, or the credential is not its own
   */
  public static FileKeyVault openOrCreate(
      Path file, VaultCredential credential, RandomGenerator random) throws IOException {
    return openOrCreate(file, credential, VaultFile.PASSPHRASE_COST, random);
  }

  private static FileKeyVault openOrCreate(
      Path file, VaultCredential credential, int cost, RandomGenerator random) throws IOException {
    if (Files.notExists(file)) {
      byte[] keys = new byte[VaultFile.KEYS_BYTES];
      random.nextBytes(keys);
      VaultCredential.writeWhole(file, VaultFile.seal(keys, credential, cost, random));
    }
    try (var in = Files.newInputStream(file)) {
      return new FileKeyVault(VaultFile.open(in.readNBytes(MAX_FILE_BYTES), credential));
    } catch (VaultClosedException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Bytes sealPublicKey() {
    return Bytes.of(sealKey.generatePublicKey().getEncoded());
  }

  @Override
  public Bytes sign(Bytes message) {
    var signer = new Ed25519Signer();
    signer.init(true, sealKey);
    signer.update(message.toArray(), 0, message.length());
    return Bytes.of(signer.generateSignature());
  }

  @Override
  public Bytes wrap(Bytes key) {
    try {
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.WRAP_MODE, wrappingKey);
      return Bytes.of(cipher.wrap(new SecretKeySpec(key.toArray(), "AES")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AESWrap", e);
    }
  }

  @Override
  public Bytes unwrap(Bytes wrapped) throws WrongKeyException {
    try {
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, wrappingKey);
      return Bytes.of(cipher.unwrap(wrapped.toArray(), "AES", Cipher.SECRET_KEY).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new WrongKeyException("the key was changed or belongs to another vault", e);
    }
  }

  @Override
  public IdentityKey makeIdentity(SecureRandom random) {
    return WrappedIdentity.make(this, random);
  }

  @Override
  public PrivateKey identity(String kept) throws WrongKeyException {
    return WrappedIdentity.open(this, kept);
  }

  /** What is kept is the key itself, wrapped: it goes with its file. */
  @Override
  public void destroyIdentity(String kept) {}
}
