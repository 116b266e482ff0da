package dev.breakwater.agent.outbox;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.WrongKeyException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/** Reads the commits of one file of the log; see {@link LogFormat} for what counts as damage. */
final class LogReader implements AutoCloseable {
  private static final int MAX_WRAPPED_BYTES = 1024;
  private static final int SEARCH_BYTES = 64 << 10;

  /** What a disk writes whole or not at all. */
  private static final int SECTOR_BYTES = 512;

  private final String name;
  private final Storage.Content content;
  private final FileKey key;
  private long offset;
  private long counter;

  private LogReader(String name, Storage.Content content, FileKey key, long offset) {
    this.name = name;
    this.content = content;
    this.key = key;
    this.offset = offset;
  }

  /**
   * A record and where it was found.
   *
   * @param plain the record's encoding
   */
  record Found(Bytes plain, Location location) {}

  /** Opens a file; empty if its head was never written completely, so that it holds nothing. */
  static Optional<LogReader> open(Storage storage, String name, KeyVault vault)
      throws IOException, OutboxCorruptException {
    Storage.Content content = storage.open(name);
    try {
      ByteBuffer prefix = content.read(0, LogFormat.PREFIX_BYTES);
      if (prefix.remaining() < LogFormat.PREFIX_BYTES || isBlank(content)) {
        content.close();
        return Optional.empty();
      }
      int wrapped = Short.toUnsignedInt(prefix.getShort(LogFormat.MAGIC.length));
      int length = LogFormat.PREFIX_BYTES + Math.min(wrapped, MAX_WRAPPED_BYTES);
      ByteBuffer head = content.read(0, length + 4);
      if (head.remaining() < length + 4 && isMagic(prefix)) {
        content.close();
        return Optional.empty();
      }
      return Optional.of(new LogReader(name, content, key(name, head, vault), length + 4));
    } catch (IOException | OutboxCorruptException e) {
      content.close();
      throw e;
    }
  }

  /** A file may be longer than what was written to it when the power went: zeros instead. */
  private static boolean isBlank(Storage.Content content) throws IOException {
    long size = content.size();
    int longest = LogFormat.PREFIX_BYTES + MAX_WRAPPED_BYTES + 4;
    return size <= longest && isBlank(content.read(0, (int) size), 0, (int) size);
  }

  private static boolean isBlank(ByteBuffer bytes, int from, int to) {
    boolean blank = true;
    for (int i = from; i < to; i++) {
      blank &= bytes.get(i) == 0;
    }
    return blank;
  }

  private static boolean isMagic(ByteBuffer prefix) {
    byte[] start = Arrays.copyOf(LogFormat.array(prefix), LogFormat.MAGIC.length);
    return Arrays.equals(start, LogFormat.MAGIC);
  }

  private static FileKey key(String name, ByteBuffer head, KeyVault vault)
      throws OutboxCorruptException {
    int length = head.remaining() - 4;
    if (!isMagic(head) || head.getInt(length) != LogFormat.crc(head, length)) {
      throw new OutboxCorruptException(name, 0, "the head of the file is damaged", null);
    }
    byte[] wrapped = Arrays.copyOfRange(LogFormat.array(head), LogFormat.PREFIX_BYTES, length);
    try {
      return new FileKey(vault.unwrap(Bytes.of(wrapped)));
    } catch (WrongKeyException e) {
      throw new OutboxCorruptException(name, 0, "this vault did not wrap the file's key", e);
    }
  }

  FileKey key() {
    return key;
  }

  Storage.Content content() {
    return content;
  }

  /** Returns the records of the next commit; empty where the file ends, or ends torn. */
  Optional<List<Found>> next() throws IOException, OutboxCorruptException {
    ByteBuffer head = content.read(offset, LogFormat.COMMIT_BYTES);
    long parts = offset + LogFormat.COMMIT_BYTES;
    long room = content.size() - parts - LogFormat.DONE_BYTES;
    if (!isCommit(head) || head.getLong(4) > room) {
      return nothingDurableAfter(offset);
    }
    long done = parts + head.getLong(4);
    List<Found> records = parts(parts, done);
    return finish(content.read(done, LogFormat.DONE_BYTES), done)
        ? Optional.of(records)
        : Optional.empty();
  }

  private boolean finish(ByteBuffer bytes, long at) throws IOException, OutboxCorruptException {
    long end = at + LogFormat.DONE_BYTES;
    if (content.size() == end && isTorn(bytes, at)) {
      return false;
    }
    if (!mark(bytes).equals(Optional.of(new Mark(counter, offset)))) {
      throw damaged(at, null);
    }
    counter++;
    offset = end;
    return true;
  }

  private static boolean isCommit(ByteBuffer head) {
    return head.remaining() == LogFormat.COMMIT_BYTES
        && head.getInt(0) == LogFormat.COMMIT
        && head.getLong(4) >= 0
        && head.getInt(12) == LogFormat.crc(head, 12);
  }

  private List<Found> parts(long from, long to) throws IOException, OutboxCorruptException {
    List<Found> records = new ArrayList<>();
    long at = from;
    while (at < to) {
      int length = at + LogFormat.PART_BYTES <= to ? content.read(at, 4).getInt() : -1;
      if (length < FileKey.TAG_BYTES || at + LogFormat.PART_BYTES + length > to) {
        throw damaged(at, null);
      }
      var location = new Location(at, length, counter);
      records.add(new Found(read(location), location));
      counter++;
      at += LogFormat.PART_BYTES + length;
    }
    return records;
  }

  /** Returns the record at a location of this file. */
  Bytes read(Location location) throws IOException, OutboxCorruptException {
    try {
      return read(content, key, location);
    } catch (AEADBadTagException e) {
      throw damaged(location.offset(), e);
    }
  }

  static Bytes read(Storage.Content content, FileKey key, Location location)
      throws IOException, AEADBadTagException {
    ByteBuffer cipherText =
        content.read(location.offset() + LogFormat.PART_BYTES, location.length());
    ByteBuffer plain = key.decrypt(location.counter(), cipherText);
    return Bytes.of(LogFormat.array(plain));
  }

  private record Mark(long counter, long commitOffset) {}

  /** Returns what an authentic mark says; empty if the bytes are none. */
  private Optional<Mark> mark(ByteBuffer bytes) {
    if (bytes.remaining() < LogFormat.DONE_BYTES || bytes.getInt() != LogFormat.DONE) {
      return Optional.empty();
    }
    long named = bytes.getLong();
    try {
      return Optional.of(new Mark(named, key.decrypt(named, bytes).getLong()));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    }
  }

  /** A mark that the power cut kept from the disk is blank, or blank on one side of a sector. */
  private boolean isTorn(ByteBuffer bytes, long at) {
    ByteBuffer whole = LogFormat.done(key, counter, offset);
    int border = (int) Math.min(SECTOR_BYTES - at % SECTOR_BYTES, LogFormat.DONE_BYTES);
    boolean firstBlank = isBlank(bytes, 0, border);
    boolean restBlank = isBlank(bytes, border, LogFormat.DONE_BYTES);
    boolean first = whole.slice(0, border).equals(bytes.slice(0, border));
    int left = LogFormat.DONE_BYTES - border;
    boolean rest = whole.slice(border, left).equals(bytes.slice(border, left));
    return (firstBlank && (restBlank || rest)) || (first && restBlank && left > 0);
  }

  /** The commit at {@code from} has no mark where it belongs: torn, unless any mark follows. */
  private Optional<List<Found>> nothingDurableAfter(long from)
      throws IOException, OutboxCorruptException {
    int overlap = LogFormat.DONE_BYTES - 1;
    for (long start = from; start < content.size(); start += SEARCH_BYTES) {
      ByteBuffer window = content.read(start, SEARCH_BYTES + overlap);
      for (int at = 0; at + LogFormat.DONE_BYTES <= window.limit(); at++) {
        if (mark(window.slice(at, LogFormat.DONE_BYTES)).isPresent()) {
          throw damaged(from, null);
        }
      }
    }
    return Optional.empty();
  }

  private OutboxCorruptException damaged(long at, @Nullable Exception e) {
    return new OutboxCorruptException(name, at, "a durable commit is damaged", e);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
