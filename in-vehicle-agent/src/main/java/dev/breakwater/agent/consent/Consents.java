package dev.breakwater.agent.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.policy.rule.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the driver has decided, by category or the beginning of one ({@code position}, {@code
 * cabin.camera}); the longest entry wins, and nothing is decided by default (Auto Provisions Art.
 * 6(2)). Immutable.
 */
public final class Consents {
  /** The largest consent file that is read, bytes. */
  public static final int MAX_BYTES = 64 << 10;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);

  private final Map<String, Consent> byPrefix;

  public Consents(Map<String, Consent> byPrefix) {
    this.byPrefix = Map.copyOf(byPrefix);
  }

  /**
   * Reads a JSON object such as {@code {"position": "YES"}}; no file means no decisions.
   *
   * @throws IOException also if the file is too large or says anything else; the car must not start
   *     on a guess
   */
  public static Consents load(Path file) throws IOException {
    if (Files.notExists(file)) {
      return new Consents(Map.of());
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
    }
    try {
      var type = new TypeReference<TreeMap<String, Consent>>() {};
      return new Consents(JSON.readValue(Files.readAllBytes(file), type));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IOException(file + ": not a list of consents", e);
    }
  }

  public Consent of(String category) {
    for (String prefix = category; !prefix.isEmpty(); prefix = parent(prefix)) {
      Consent consent = byPrefix.get(prefix);
      if (consent != null) {
        return consent;
      }
    }
    return Consent.NOT_SET;
  }

  private static String parent(String category) {
    return category.substring(0, Math.max(0, category.lastIndexOf('.')));
  }
}
