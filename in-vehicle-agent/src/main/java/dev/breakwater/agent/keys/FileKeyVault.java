package dev.breakwater.agent.keys;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The development vault: both keys of a car in one file that only its owner may read. It protects
 * against other users of the machine, not against one who has the disk; a car uses a hardware
 * vault.
 */
public final class FileKeyVault implements KeyVault {
  private static final byte[] MAGIC = {'B', 'W', 'V', 'A', 'U', 'L', 'T', 1};
  private static final int KEY_BYTES = 32;
  private static final int FILE_BYTES = MAGIC.length + 2 * KEY_BYTES;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Ed25519PrivateKeyParameters sealKey;
  private final SecretKey wrappingKey;

  private FileKeyVault(byte[] file) {
    int second = MAGIC.length + KEY_BYTES;
    this.sealKey = new Ed25519PrivateKeyParameters(file, MAGIC.length);
    this.wrappingKey = new SecretKeySpec(file, second, KEY_BYTES, "AES");
  }

  /**
   * Opens the vault in {@code file}, having created it if it is not there.
   *
   * @param random a secure generator; used only to create
   * @throws IOException also if others may read the file, or it is not a vault
   */
  public static FileKeyVault openOrCreate(Path file, RandomGenerator random) throws IOException {
    if (Files.notExists(file)) {
      create(file, random);
    }
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      throw new IOException(file + ": others may read the keys; run chmod 600 on it");
    }
    byte[] content = Files.readAllBytes(file);
    if (content.length != FILE_BYTES || !Arrays.equals(head(content), MAGIC)) {
      throw new IOException(file + ": not a key vault of version 1");
    }
    return new FileKeyVault(content);
  }

  private static byte[] head(byte[] content) {
    return Arrays.copyOf(content, MAGIC.length);
  }

  /** Writes beside the file and renames, so that a crash leaves either no vault or a whole one. */
  private static void create(Path file, RandomGenerator random) throws IOException {
    byte[] keys = new byte[2 * KEY_BYTES];
    random.nextBytes(keys);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      var content = ByteBuffer.allocate(FILE_BYTES).put(MAGIC).put(keys).flip();
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    move(draft, file);
  }

  private static void move(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(file + ": the file system cannot rename atomically", e);
    }
    try (var directory = FileChannel.open(file.toAbsolutePath().getParent())) {
      directory.force(true);
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
}
