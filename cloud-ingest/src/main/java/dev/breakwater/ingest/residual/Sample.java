package dev.breakwater.ingest.residual;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which clips are looked at: always the same, and no car can tell which.
 *
 * @param share of the clips, above 0 and at most 1
 */
public record Sample(double share) {
  private static final String ALGORITHM = "HmacSHA256";

  /**
   * @throws IllegalArgumentException if the share is not one
   */
  public Sample {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and at most 1, not " + share);
    }
  }

  /**
   * @param key secret of the draw
   */
  boolean has(Digest clip, Bytes key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.toArray(), ALGORITHM));
      // 53 bits, as many as a double holds, of the 64 that come first.
      long drawn = ByteBuffer.wrap(mac.doFinal(clip.value().toArray())).getLong() >>> 11;
      return drawn < share * (1L << 53);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
