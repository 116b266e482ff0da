package dev.breakwater.agent.statutory;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.FileKey;
import dev.breakwater.agent.outbox.Storage;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Writes one file of the store, under a key of its own. Used by one thread at a time. */
final class ReportWriter implements AutoCloseable {
  private final Storage.Tail tail;
  private final FileKey key;
  private long records;
  private long bytes;

  private ReportWriter(Storage.Tail tail, FileKey key) {
    this.tail = tail;
    this.key = key;
  }

  /**
   * Begins a file.
   *
   * @param random a secure generator
   */
  static ReportWriter begin(Storage storage, String name, KeyVault vault, RandomGenerator random)
      throws IOException {
    Bytes drawn = FileKey.draw(random);
    var writer = new ReportWriter(storage.create(name), new FileKey(drawn));
    writer.append(ReportFile.head(vault.wrap(drawn)));
    return writer;
  }

  /** Appends a record; it is durable when this returns. */
  void append(Bytes record) throws IOException {
    append(ReportFile.record(key, records++, record));
  }

  private void append(ByteBuffer part) throws IOException {
    bytes += part.remaining();
    tail.append(part);
    tail.sync();
  }

  /** Returns the length of the file. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    tail.close();
  }
}
