package dev.breakwater.anonymizer.serve;

import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The secret that clients show as {@code Authorization: Bearer TOKEN} (RFC 6750). */
public final class AccessToken {
  static final int MIN_CHARACTERS = 32;
  private static final int MAX_CHARACTERS = 1024;
  private static final int RANDOM_BYTES = 32;
  private static final String SCHEME = "Bearer ";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  // Digests have one length, so that comparing tells nothing of the token's.
  private final byte[] digest;

  private AccessToken(String token) {
    this.digest = digest(token);
  }

  private static byte[] digest(String token) {
    return Digest.of(token.getBytes(StandardCharsets.UTF_8)).value().toArray();
  }

  /**
   * Makes a file with a new token, mode 0600; the file appears whole or not at all.
   *
   * @throws IOException if it cannot be written; a file that is there stays as it is
   */
  public static void create(Path file, SecureRandom random) throws IOException {
    byte[] secret = new byte[RANDOM_BYTES];
    random.nextBytes(secret);
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Files.writeString(draft, text + "\n");
    Files.move(draft, file);
  }

  /**
   * Reads a token.
   *
   * @throws CannotServeException if others may read or write the file, or its token is too short
   */
  public static AccessToken read(Path file) throws IOException, CannotServeException {
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new CannotServeException(
          file + ": others may read or write this token", "Run 'chmod 600' on it.");
    }
    String token = Files.size(file) > MAX_CHARACTERS ? "" : Files.readString(file).strip();
    if (token.length() < MIN_CHARACTERS || !token.matches("[!-~]+")) {
      throw new CannotServeException(
          file + ": is no token of 32 to 1024 characters without spaces",
          "Delete the file; the next start makes a new one.");
    }
    return new AccessToken(token);
  }

  /** Asks whether the request's {@code Authorization} header shows this token. */
  boolean isShownBy(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String shown = header.substring(SCHEME.length()).strip();
    return MessageDigest.isEqual(digest, digest(shown));
  }
}
