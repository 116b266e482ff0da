package dev.breakwater.agent.statutory;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.Storage;
import dev.breakwater.agent.statutory.ReportRecord.Login;
import dev.breakwater.agent.statutory.ReportRecord.Settled;
import dev.breakwater.agent.statutory.ReportRecord.Stored;
import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.StatutoryReceipt;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What the lane reported and has to report: encrypted, durable when a method returns, bounded, with
 * a quota that is nobody else's. Reports stay for the time the standard asks for, settled or not;
 * the oldest file goes when it has been kept for long enough, or when there is no room. Safe for
 * use by several threads.
 */
final class ReportStore implements AutoCloseable {
  /** A report was given up to make room. */
  static final String NO_ROOM = "NO_ROOM";

  /** A report was given up when it had been kept for long enough. */
  static final String TOO_OLD = "TOO_OLD";

  private static final String SUFFIX = ".reports";
  private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.reports");
  private static final int FILES = 16;
  private static final int MAX_SERIAL = 65_531;

  private final StoreSettings settings;
  private final Edition edition;
  private final Storage storage;
  private final KeyVault vault;
  private final InstantSource clock;
  private final RandomGenerator random;

  // Everything below is guarded by this object's monitor.
  private final Deque<HeldFile> files = new ArrayDeque<>();
  private final TreeMap<Long, StoredReport> pending = new TreeMap<>();
  private final TreeMap<Long, StatutoryReceipt> receipts = new TreeMap<>();
  private ReportWriter writer;
  private long nextFile;
  private long nextReport = 1;
  private long nextSettlement = 1;
  private Login login = new Login(0, 0);
  private boolean ending;

  private ReportStore(
      StoreSettings settings,
      Edition edition,
      Storage storage,
      KeyVault vault,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    this.settings = settings;
    this.edition = edition;
    this.storage = storage;
    this.vault = vault;
    this.clock = clock;
    this.random = random;
    for (String name : storage.list()) {
      // What else lies there is not ours.
      if (NAME.matcher(name).matches()) {
        load(name);
      }
    }
    this.writer = begin();
  }

  /**
   * Opens the store, empty if nothing is there; a torn end of a file is passed over.
   *
   * @param storage belongs to the store, which closes it
   * @param random a secure generator for the keys of files
   */
  static ReportStore open(
      StoreSettings settings,
      Edition edition,
      Storage storage,
      KeyVault vault,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    return new ReportStore(settings, edition, storage, vault, clock, random);
  }

  private void load(String name) throws IOException {
    try (Storage.Content content = storage.open(name)) {
      var held = new HeldFile(name, content.size());
      for (Bytes plain : ReportFile.read(content, vault).records()) {
        apply(ReportRecord.decode(plain), held);
      }
      files.addLast(held);
      nextFile = Long.parseLong(name.substring(0, name.length() - SUFFIX.length())) + 1;
    }
  }

  /** The one step that a record means, when it is written and when it is read again. */
  private void apply(ReportRecord record, HeldFile held) {
    if (record instanceof Stored stored) {
      StoredReport report = stored.report();
      nextReport = report.number() + 1;
      pending.put(report.number(), report);
      held.reported(report.number(), report.at());
    } else if (record instanceof Settled settled) {
      nextSettlement = settled.settled() + 1;
      pending.remove(settled.report());
      receipts.put(settled.settled(), settled.receipt());
      held.seen(Instant.ofEpochMilli(settled.receipt().settledAtMillis()));
    } else if (record instanceof Login begun) {
      login = begun;
    }
  }

  private ReportWriter begin() throws IOException {
    String name = String.format("%012d%s", nextFile++, SUFFIX);
    var begun = ReportWriter.begin(storage, name, vault, random);
    files.addLast(new HeldFile(name, begun.bytes()));
    return begun;
  }

  /** Stores a report; the oldest files make room for it. */
  synchronized void add(Instant at, boolean late, Packet packet) throws IOException {
    append(new Stored(new StoredReport(nextReport, at, late, packet.encode())));
    makeRoom();
    notifyAll();
  }

  /** Notes what became of a report. */
  synchronized void settle(StoredReport report, Digest message, Command as, String how)
      throws IOException {
    append(new Settled(nextSettlement, report.number(), receipt(message, as, report.at(), how)));
  }

  /** Notes what became of another message, e.g. a login. */
  synchronized void settle(Digest message, Command command, Instant at, String how)
      throws IOException {
    append(new Settled(nextSettlement, 0, receipt(message, command, at, how)));
  }

  private StatutoryReceipt receipt(Digest message, Command command, Instant at, String how) {
    return new StatutoryReceipt(
        message, edition.name(), command.name(), at.toEpochMilli(), clock.millis(), how);
  }

  /** Returns the number of the next login of this day, having noted it. */
  synchronized int nextLogin(Instant now) throws IOException {
    long day = ChinaTime.day(now).toEpochDay();
    int serial = login.day() == day ? login.serial() % MAX_SERIAL + 1 : 1;
    append(new Login(day, serial));
    return serial;
  }

  private void append(ReportRecord record) throws IOException {
    if (writer.bytes() > settings.maxBytes() / FILES) {
      writer.close();
      writer = begin();
    }
    writer.append(record.encode());
    files.getLast().grewTo(writer.bytes());
    apply(record, files.getLast());
  }

  private void makeRoom() throws IOException {
    Instant kept = clock.instant().minus(settings.keep());
    while (files.size() > 1 && files.getFirst().isBefore(kept)) {
      giveUp(files.removeFirst(), TOO_OLD);
    }
    while (files.size() > 1 && bytes() > settings.maxBytes()) {
      giveUp(files.removeFirst(), NO_ROOM);
    }
  }

  /** What is lost with a file is told first, as messages that were never sent. */
  private void giveUp(HeldFile oldest, String reason) throws IOException {
    for (StoredReport report : List.copyOf(pending.headMap(oldest.lastReport(), true).values())) {
      settle(report, Digest.ZERO, Command.REISSUE, reason);
    }
    storage.delete(oldest.name());
  }

  private long bytes() {
    return files.stream().mapToLong(HeldFile::bytes).sum();
  }

  /** Returns up to {@code max} reports from {@code first} on that are not settled, oldest first. */
  synchronized List<StoredReport> pending(long first, int max) {
    return pending.tailMap(first).values().stream().limit(max).toList();
  }

  /** Returns the number that the next report will have. */
  synchronized long nextReport() {
    return nextReport;
  }

  synchronized int backlog() {
    return pending.size();
  }

  /** Returns the first settlement after a number, with its own. */
  synchronized Optional<Settlement> settledAfter(long number) {
    return Optional.ofNullable(receipts.higherEntry(number))
        .map(entry -> new Settlement(entry.getKey(), entry.getValue()));
  }

  /** Forgets the receipts that are sealed. */
  synchronized void sealed(long upTo) {
    receipts.headMap(upTo, true).clear();
  }

  /** Waits until a report is added, or for so long; not at all once {@link #wake} was called. */
  synchronized void awaitReport(long seen, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = deadline - System.nanoTime();
    while (nextReport == seen && !ending && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
  }

  /** Lets nobody wait for a report any more. */
  synchronized void wake() {
    ending = true;
    notifyAll();
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      writer.close();
    } finally {
      storage.close();
    }
  }
}
