package dev.breakwater.console.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password as it is kept: Argon2id (RFC 9106) with the parameters of OWASP's Password Storage
 * Cheat Sheet (19 MiB, two passes, one lane), in the usual form {@code
 * $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}.
 */
public record PasswordHash(String encoded) {
  /** Memory of one hash, KiB. */
  static final int MEMORY_KIB = 19_456;

  static final int PASSES = 2;
  static final int LANES = 1;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final String PREFIX =
      "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, PASSES, LANES);
  private static final Pattern FORM =
      Pattern.compile(Pattern.quote(PREFIX) + "([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  /**
   * @throws IllegalArgumentException if it has another form, or other parameters
   */
  public PasswordHash {
    if (!FORM.matcher(encoded).matches()) {
      throw new IllegalArgumentException("a password's hash begins with " + PREFIX);
    }
  }

  /** Of no password: it costs what another costs, and matches none. */
  static PasswordHash ofNobody() {
    return new PasswordHash(PREFIX + text(new byte[SALT_BYTES]) + "$" + text(new byte[HASH_BYTES]));
  }

  /** Hashes a password with a new salt. */
  static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(PREFIX + text(salt) + "$" + text(hash(password, salt)));
  }

  /** Returns whether this is the password; takes the same time whatever the answer. */
  boolean matches(String password) {
    Matcher parts = FORM.matcher(encoded);
    if (!parts.matches()) {
      throw new IllegalStateException("it was checked when it was made");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(1));
    byte[] expected = Base64.getDecoder().decode(parts.group(2));
    return MessageDigest.isEqual(expected, hash(password, salt));
  }

  private static byte[] hash(String password, byte[] salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(PASSES)
            .withParallelism(LANES)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Nobody's log shows a hash. */
  @Override
  public String toString() {
    return "PasswordHash";
  }
}
