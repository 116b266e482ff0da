package dev.breakwater.agent.keys;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What opens an encrypted key vault: a passphrase, or the content of a credential file such as
 * systemd hands to a service. Never shown: {@link #toString} says nothing of it.
 */
public final class VaultCredential {
  /** The fewest bytes of a secret. */
  static final int MIN_BYTES = 16;

  /** The most bytes of a secret. */
  static final int MAX_BYTES = 1024;

  private static final int GENERATED_BYTES = 32;

  private final Bytes secret;

  private VaultCredential(Bytes secret) {
    this.secret = secret;
  }

  /**
   * @throws IllegalArgumentException if it is shorter than 16 or longer than 1024 bytes
   */
  public static VaultCredential of(Bytes secret) {
    if (secret.length() < MIN_BYTES || secret.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a credential has %d to %d bytes".formatted(MIN_BYTES, MAX_BYTES));
    }
    return new VaultCredential(secret);
  }

  /**
   * Reads a credential; a line feed at its end is not part of it.
   *
   * @throws IOException also if others may read the file, or it is too short or too long
   */
  public static VaultCredential read(Path file) throws IOException {
    SecretFile.requirePrivate(file, "the credential");
    try (var in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 2);
      int length = content.length;
      boolean line = length > 0 && content[length - 1] == '\n';
      return of(Bytes.of(line ? Arrays.copyOf(content, length - 1) : content));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads a credential, having made one of 256 random bits if there is none. */
  static VaultCredential readOrCreate(Path file, RandomGenerator random) throws IOException {
    if (Files.notExists(file)) {
      byte[] secret = new byte[GENERATED_BYTES];
      random.nextBytes(secret);
      writeWhole(file, Bytes.of(secret));
    }
    // Not as a passphrase is read: random bytes may end with a line feed.
    return of(Bytes.of(Files.readAllBytes(file)));
  }

  Bytes secret() {
    return secret;
  }

  /**
   * Writes a file that only its owner may read, and its folder if there is none; a crash leaves
   * either no file or a whole one.
   */
  static void writeWhole(Path file, Bytes content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    DurableFile.replace(file, content);
  }

  @Override
  public String toString() {
    return "credential";
  }
}
