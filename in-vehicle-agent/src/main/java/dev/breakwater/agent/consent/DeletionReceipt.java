package dev.breakwater.agent.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Tells a person what was deleted in the car, without keeping any of it.
 *
 * @param number of the receipt in this car, from 1
 * @param purpose id of the purpose
 * @param epoch of the decision that it followed; 0 if there never was one
 * @param cause why
 * @param deletedMillis trusted time when it was done, Unix milliseconds
 * @param items how many of each category
 * @param tombstones SHA-256 over the digests that the tombstones of this deletion name, in the
 *     order of the digests; 64 hexadecimal digits
 */
public record DeletionReceipt(
    long number,
    String purpose,
    long epoch,
    Cause cause,
    long deletedMillis,
    Map<String, Long> items,
    String tombstones) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Why something was deleted. */
  public enum Cause {
    WITHDRAWN,
    /** The consent ended, or no longer fits the notice. */
    ENDED
  }

  public DeletionReceipt {
    items = Map.copyOf(items);
  }

  /** Returns the digest over the digests of tombstones, in their own order. */
  static String digestOf(List<Digest> tombstones) {
    MessageDigest all = Digest.sha256();
    tombstones.stream()
        .map(Digest::hex)
        .sorted()
        .map(Digest::ofHex)
        .forEach(digest -> all.update(digest.value().asBuffer()));
    return HexFormat.of().formatHex(all.digest());
  }

  /** Returns one line of JSON. */
  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is numbers and texts", e);
    }
  }

  static DeletionReceipt ofJson(String line) throws IOException {
    return JSON.readValue(line, DeletionReceipt.class);
  }
}
