package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import javax.crypto.AEADBadTagException;

/** A file of the log while it is kept: what is read from it again, and whether anybody will. */
final class LogFile {
  private final String name;
  private final Storage.Content content;
  private final FileKey key;

  // Owned by the index: segments of this file that are not done.
  private int live;
  private long liveBytes;

  LogFile(String name, Storage.Content content, FileKey key) {
    this.name = name;
    this.content = content;
    this.key = key;
  }

  String name() {
    return name;
  }

  long size() throws IOException {
    return content.size();
  }

  boolean isDone() {
    return live == 0;
  }

  void began() {
    live++;
  }

  void ended() {
    live--;
  }

  void account(long bytes) {
    liveBytes += bytes;
  }

  /** Returns how much of the file holds nothing that is pending, bytes. */
  long waste() throws IOException {
    return size() - liveBytes;
  }

  LogRecord read(Location location) throws IOException {
    try {
      return LogRecord.decode(LogReader.read(content, key, location));
    } catch (AEADBadTagException e) {
      throw new IOException(name + " at byte " + location.offset() + ": changed on disk", e);
    }
  }

  Bytes readItem(Location location) throws IOException {
    return ((LogRecord.Body) read(location)).item().read();
  }

  Bytes readSegment(Location location) throws IOException {
    LogRecord record = read(location);
    return record instanceof LogRecord.Kept kept
        ? kept.signedSegment()
        : ((LogRecord.Sealed) record).signedSegment();
  }

  void close() throws IOException {
    content.close();
  }
}
