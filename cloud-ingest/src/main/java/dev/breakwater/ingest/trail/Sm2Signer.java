package dev.breakwater.ingest.trail;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The log's second key, for readers who ask for commercial cryptography (GB/T 32918, GB/T 32905):
 * it signs what the first one signs, so the tree's hash stays SHA-256. Beside it lies the policy
 * that asks for both; the log's usual policy does not, since other programs know no SM2.
 */
public final class Sm2Signer {
  private Sm2Signer() {}

  /**
   * Returns the key, made now if there is none.
   *
   * @param root of the onshore side
   * @throws IOException if the file cannot be read or is no such key
   */
  public static SignerKey of(Path root, VerifierKey log, SecureRandom random) throws IOException {
    Path directory = root.resolve("sm2");
    Path file = directory.resolve("key");
    if (!Files.exists(file)) {
      write(directory, SignerKey.generateSm2(log.name(), random), log);
    }
    try {
      return SignerKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path directory, SignerKey key, VerifierKey log) throws IOException {
    DurableFiles.createDirectories(directory);
    String policy = "log %s\nlog %s\nquorum none\n".formatted(log, key.verifierKey());
    Path draft = directory.resolve("draft");
    DurableFiles.write(directory.resolve("policy"), draft, utf8(policy));
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    Files.deleteIfExists(draft);
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(ownerOnly));
    DurableFiles.write(directory.resolve("key"), draft, utf8(key.encode() + "\n"));
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
