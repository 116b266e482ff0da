package dev.breakwater.agent.egress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the uplink gave to DTLS since the car was made.
 *
 * @param messages of CoAP, repeated ones too
 * @param messageBytes of these messages, before DTLS, UDP and IP
 * @param categories what the messages were about; a repeated message counts once
 */
public record Sent(long messages, long messageBytes, Map<String, Volume> categories) {
  /** The largest account that is read, bytes. */
  public static final int MAX_BYTES = 1 << 20;

  static final Sent NOTHING = new Sent(0, 0, Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How much of one category.
   *
   * @param bytes as sealed, without the protocol
   */
  public record Volume(long items, long bytes) {
    Volume and(long more) {
      return new Volume(items + 1, bytes + more);
    }
  }

  public Sent {
    categories = Map.copyOf(categories);
  }

  /**
   * Reads what a car wrote; no file means that it never sent.
   *
   * @throws IOException also if the file is too large or is no account
   */
  public static Sent read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return NOTHING;
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), Sent.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not an account of what was sent", e);
    }
  }

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  /** Returns what was sent between an earlier account and this one. */
  public Sent since(Sent before) {
    Map<String, Volume> fresh = new TreeMap<>();
    categories.forEach(
        (category, volume) -> {
          Volume old = before.categories.getOrDefault(category, new Volume(0, 0));
          if (volume.items > old.items) {
            fresh.put(category, new Volume(volume.items - old.items, volume.bytes - old.bytes));
          }
        });
    return new Sent(messages - before.messages, messageBytes - before.messageBytes, fresh);
  }
}
