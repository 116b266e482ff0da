package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Appends commits to a new file of the log. Used by one thread at a time. */
final class LogWriter implements AutoCloseable {
  private final Storage.Tail tail;
  private final FileKey key;
  private final String name;
  private long size;
  private long counter;

  private LogWriter(Storage.Tail tail, FileKey key, String name) {
    this.tail = tail;
    this.key = key;
    this.name = name;
  }

  /**
   * Starts a file.
   *
   * @param key of this file alone, never used before
   * @param wrappedKey the same as the vault wrapped it
   */
  static LogWriter create(Storage storage, String name, Bytes key, Bytes wrappedKey)
      throws IOException {
    var writer = new LogWriter(storage.create(name), new FileKey(key), name);
    writer.append(LogFormat.head(wrappedKey));
    // Alone: whatever of a head is found blank was never followed by a commit.
    writer.tail.sync();
    return writer;
  }

  String name() {
    return name;
  }

  FileKey key() {
    return key;
  }

  long size() {
    return size;
  }

  /** Returns how many bytes {@link #commit} will append for {@code records}. */
  static long sizeOf(List<LogRecord> records) throws IOException {
    return LogFormat.COMMIT_BYTES + partsLength(records) + LogFormat.DONE_BYTES;
  }

  /** Returns what the parts of {@code records} take, bytes. */
  static long partsLength(List<LogRecord> records) throws IOException {
    long sum = 0;
    for (LogRecord record : records) {
      sum += LogFormat.PART_BYTES + record.length() + FileKey.TAG_BYTES;
    }
    return sum;
  }

  /**
   * Appends a commit; it is durable when this returns.
   *
   * @return where each record is
   */
  List<Location> commit(List<LogRecord> records) throws IOException {
    long offset = size;
    append(LogFormat.commit(partsLength(records)));
    List<Location> locations = new ArrayList<>(records.size());
    for (LogRecord record : records) {
      ByteBuffer cipherText = key.encrypt(counter, record.encode().asBuffer());
      locations.add(new Location(size, cipherText.remaining(), counter++));
      append(LogFormat.part(cipherText));
    }
    tail.sync();
    append(LogFormat.done(key, counter++, offset));
    tail.sync();
    return locations;
  }

  private void append(ByteBuffer bytes) throws IOException {
    size += bytes.remaining();
    tail.append(bytes);
  }

  @Override
  public void close() throws IOException {
    tail.close();
  }
}
