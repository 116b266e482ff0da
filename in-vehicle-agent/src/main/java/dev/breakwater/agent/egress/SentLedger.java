package dev.breakwater.agent.egress;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.agent.egress.Sent.Volume;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what the uplink gives to DTLS, over restarts, and writes it to a file, from which the
 * egress check compares it with a capture (GB/T 44464-2024 D.6, D.8). What was counted after the
 * last {@link #save} is lost with the process. Safe for use by several threads.
 */
public final class SentLedger implements AutoCloseable {
  /** The most categories that are told apart; what comes later is {@code other}. */
  static final int MAX_CATEGORIES = 1000;

  private static final String OTHER = "other";

  private final Path file;
  private long messages;
  private long messageBytes;
  private final Map<String, Volume> categories;

  private SentLedger(Path file, Sent before) {
    this.file = file;
    this.messages = before.messages();
    this.messageBytes = before.messageBytes();
    this.categories = new HashMap<>(before.categories());
  }

  /** Goes on with the account in a file, or begins one. */
  public static SentLedger open(Path file) throws IOException {
    return new SentLedger(file, Sent.read(file));
  }

  /**
   * Counts one message that is given to DTLS.
   *
   * @param bytes of the message
   */
  public synchronized void message(int bytes) {
    messages++;
    messageBytes += bytes;
  }

  /**
   * Counts what messages are about.
   *
   * @param bytes as sealed
   */
  public synchronized void content(String category, int bytes) {
    boolean known = categories.containsKey(category) || categories.size() < MAX_CATEGORIES;
    categories.merge(
        known ? category : OTHER, new Volume(1, bytes), (old, one) -> old.and(one.bytes()));
  }

  public synchronized Sent sent() {
    return new Sent(messages, messageBytes, categories);
  }

  /** Writes the account; a crash leaves the earlier one or this one. */
  public void save() throws IOException {
    DurableFile.replace(file, Bytes.of(sent().json()));
  }

  @Override
  public void close() throws IOException {
    save();
  }
}
