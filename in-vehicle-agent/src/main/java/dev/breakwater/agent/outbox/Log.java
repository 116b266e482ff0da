package dev.breakwater.agent.outbox;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The files of an outbox, oldest first, and what they say together. Every open, and every file that
 * has grown large, is followed by a new file that begins with where everything stands; so the files
 * at the front can be deleted once nothing in them is pending. Guarded by its outbox.
 */
final class Log implements AutoCloseable {
  private final OutboxSettings settings;
  private final Storage storage;
  private final KeyVault vault;
  private final RandomGenerator random;
  private final Deque<LogFile> files = new ArrayDeque<>();
  private final Index index = new Index();
  private @Nullable Ledger ledger;
  private @Nullable LogWriter writer;
  private long lastFile;
  private long oldBytes;

  private Log(OutboxSettings settings, Storage storage, KeyVault vault, RandomGenerator random) {
    this.settings = settings;
    this.storage = storage;
    this.vault = vault;
    this.random = random;
  }

  static Log open(
      OutboxSettings settings,
      Storage storage,
      KeyVault vault,
      EpochSource epochs,
      RandomGenerator random)
      throws IOException, OutboxCorruptException {
    var log = new Log(settings, storage, vault, random);
    for (String name : storage.list()) {
      log.replay(name);
    }
    if (log.ledger == null) {
      var start = new LogRecord.Start(settings.vehicle(), epochs.next(), Map.of());
      log.ledger = new Ledger(start);
    }
    if (!log.ledger.vehicle().equals(settings.vehicle())) {
      throw new IOException("the outbox belongs to vehicle " + log.ledger.vehicle());
    }
    log.startFile();
    log.deleteDone();
    return log;
  }

  Ledger ledger() {
    if (ledger == null) {
      throw new IllegalStateException("not open");
    }
    return ledger;
  }

  Index index() {
    return index;
  }

  /** Returns what all files take, bytes. */
  long size() {
    return oldBytes + (writer == null ? 0 : writer.size());
  }

  /**
   * Moves what is pending out of old files until {@code enough} or until every file had its turn.
   * It is not worth it while less than a quarter of them is waste.
   */
  void compact(BooleanSupplier enough) throws IOException {
    long waste = 0;
    for (LogFile file : files) {
      waste += file == files.getLast() ? 0 : file.waste();
    }
    boolean moves = waste * 4 >= oldBytes;
    for (int turns = files.size() - 1; moves && turns > 0 && !enough.getAsBoolean(); turns--) {
      moves = moveOldest();
    }
  }

  private void replay(String name) throws IOException, OutboxCorruptException {
    lastFile = Long.parseLong(name.substring(0, name.indexOf('.')));
    Optional<LogReader> reader = LogReader.open(storage, name, vault);
    if (reader.isEmpty() || !replay(name, reader.get())) {
      // Its process died before it wrote a word; no key of it is used again.
      storage.delete(name);
    }
  }

  private boolean replay(String name, LogReader reader) throws IOException, OutboxCorruptException {
    var file = new LogFile(name, reader.content(), reader.key());
    boolean any = false;
    for (var found = reader.next(); found.isPresent(); found = reader.next()) {
      for (LogReader.Found record : found.get()) {
        replay(file, record);
      }
      any = true;
    }
    if (any) {
      files.add(file);
      oldBytes += file.size();
    } else {
      file.close();
    }
    return any;
  }

  private void replay(LogFile file, LogReader.Found found)
      throws IOException, OutboxCorruptException {
    try {
      apply(file, LogRecord.decode(found.plain()), found.location());
    } catch (IOException | IllegalStateException e) {
      throw new OutboxCorruptException(
          file.name(), found.location().offset(), "does not follow what was before it", e);
    }
  }

  /** Appends a commit; it is durable when this returns. */
  void append(List<LogRecord> records) throws IOException {
    if (current().size() >= settings.fileBytes()) {
      startFile();
    }
    write(records);
  }

  private void startFile() throws IOException {
    if (writer != null) {
      oldBytes += writer.size();
      writer.close();
    }
    Bytes key = FileKey.draw(random);
    String name = String.format(Locale.ROOT, "%08d.log", ++lastFile);
    writer = LogWriter.create(storage, name, key, vault.wrap(key));
    files.add(new LogFile(name, storage.open(name), writer.key()));
    write(ledger().snapshot());
  }

  private void write(List<LogRecord> records) throws IOException {
    List<Location> locations;
    try {
      locations = current().commit(records);
    } catch (IOException e) {
      // Whether the commit is durable is not known: only opening the outbox anew can tell.
      current().close();
      writer = null;
      throw e;
    }
    for (int i = 0; i < records.size(); i++) {
      apply(files.getLast(), records.get(i), locations.get(i));
    }
  }

  private LogWriter current() throws IOException {
    if (writer == null) {
      throw new IOException("the outbox failed to write before; open it anew");
    }
    return writer;
  }

  private void apply(LogFile file, LogRecord record, Location at) throws IOException {
    if (record instanceof LogRecord.Start start) {
      begin(start);
    } else if (record instanceof LogRecord.Sealed sealed) {
      seal(file, sealed, at);
    } else if (record instanceof LogRecord.Kept kept) {
      keep(file, kept, at);
    } else if (record instanceof LogRecord.Body body) {
      index.body(body.number(), body.item().kind(), at);
    } else if (record instanceof LogRecord.Cursor cursor) {
      ledger().read(cursor);
    } else if (record instanceof LogRecord.Tally tally) {
      ledger().counted(tally);
    } else if (record instanceof LogRecord.Announced announced) {
      index.announced(announced.first());
    } else if (record instanceof LogRecord.Gone gone) {
      index.gone(gone.id());
    } else if (record instanceof LogRecord.GivenUp lost) {
      index.giveUp(lost.id(), lost.reason());
    } else if (record instanceof LogRecord.Withdrawn withdrawn) {
      index.withdraw(withdrawn.withdrawal());
    }
  }

  /** A file begins where the one before it ended, or durable commits are missing between them. */
  private void begin(LogRecord.Start start) {
    if (ledger == null) {
      ledger = new Ledger(start);
    } else if (!ledger.start().equals(start)) {
      throw new IllegalStateException("commits are missing at the end of the file before");
    }
  }

  private void seal(LogFile file, LogRecord.Sealed sealed, Location at) throws IOException {
    try {
      Bytes manifest = SignedSegment.decode(sealed.signedSegment()).manifest();
      Segment segment = Segment.decode(manifest);
      ledger().sealed(segment, manifest);
      index.sealed(segment, file, at);
    } catch (WireFormatException e) {
      throw new IOException("not a signed segment", e);
    }
  }

  /** The chain was moved when the segment was sealed; only its place is another now. */
  private void keep(LogFile file, LogRecord.Kept kept, Location at) throws IOException {
    try {
      Bytes manifest = SignedSegment.decode(kept.signedSegment()).manifest();
      index.moved(Segment.decode(manifest), kept.announced(), file, at);
    } catch (WireFormatException e) {
      throw new IOException("not a signed segment", e);
    }
  }

  /**
   * Moves what is pending in the oldest file to the newest, so that what is delivered of it stops
   * taking room.
   *
   * @return false if nothing was moved: it is the newest, or there is no room to move
   */
  private boolean moveOldest() throws IOException {
    LogFile oldest = files.getFirst();
    List<LogRecord> records = Moving.records(index.of(oldest));
    if (files.size() == 1 || size() + LogWriter.sizeOf(records) > settings.maxBytes()) {
      return false;
    }
    append(records);
    deleteDone();
    return true;
  }

  /** Deletes the files at the front in which nothing is pending, never the current one. */
  void deleteDone() throws IOException {
    while (files.size() > 1 && files.getFirst().isDone()) {
      LogFile file = files.removeFirst();
      oldBytes -= file.size();
      file.close();
      storage.delete(file.name());
    }
  }

  @Override
  public void close() throws IOException {
    for (LogFile file : files) {
      file.close();
    }
    if (writer != null) {
      writer.close();
    }
    storage.close();
  }
}
