package dev.breakwater.policy.bundle;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;

/** Keys for tests, whose signature anybody can make: a digest of the text and the key. */
public final class NamedKeys implements SignatureScheme {
  @Override
  public Algorithm algorithm(String key) {
    if (key.startsWith("ed.")) {
      return Algorithm.ED25519;
    }
    if (key.startsWith("sm.")) {
      return Algorithm.SM2;
    }
    throw new IllegalArgumentException("'" + key + "' is of no known algorithm");
  }

  @Override
  public Answer ask(Bytes text, Bytes signatures, String key) {
    for (String line : text(signatures).lines().toList()) {
      if (line.startsWith(key + " ")) {
        return (line + "\n").equals(line(text, key)) ? Answer.SIGNED : Answer.WRONG;
      }
    }
    return Answer.NOT_SIGNED;
  }

  /** Returns the key of somebody. */
  public static String key(String name) {
    return name + "+00000000+KEY=";
  }

  /** Returns the signature of somebody's key. */
  public static String line(Bytes text, String key) {
    return key + " " + Digest.of(utf8(text(text) + key)) + "\n";
  }

  static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
