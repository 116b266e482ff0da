package dev.breakwater.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest (FIPS 180-4). */
public record Digest(Bytes value) {
  public static final int LENGTH = 32;
  public static final Digest ZERO = new Digest(Bytes.of(new byte[LENGTH]));

  /**
   * @throws IllegalArgumentException unless {@code value} is 32 bytes long
   */
  public Digest {
    if (value.length() != LENGTH) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + value.length());
    }
  }

  public static Digest of(byte[] content) {
    return new Digest(Bytes.of(sha256().digest(content)));
  }

  public static Digest of(Bytes content) {
    return of(content.asBuffer());
  }

  /** Digests what remains in {@code content}, which is consumed. */
  public static Digest of(ByteBuffer content) {
    MessageDigest sha256 = sha256();
    sha256.update(content);
    return new Digest(Bytes.of(sha256.digest()));
  }

  /**
   * @param hex 64 hexadecimal digits
   * @throws IllegalArgumentException if it is anything else
   */
  public static Digest ofHex(String hex) {
    return new Digest(Bytes.of(HexFormat.of().parseHex(hex)));
  }

  /** Returns a fresh SHA-256, for content that is read piece by piece. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public String hex() {
    return HexFormat.of().formatHex(value.toArray());
  }

  @Override
  public String toString() {
    return hex();
  }
}
