package dev.breakwater.agent.outbox;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The outbox as a crash-safe log of encrypted files ({@link LogFormat}). Opening replays the log by
 * the same steps that a commit takes. Safe for use by several threads.
 */
public final class EncryptedOutbox implements Outbox {
  /** How many acknowledgements a crash may forget; none of a chunk. */
  static final int MAX_UNSAVED_ACKNOWLEDGEMENTS = 64;

  /** So many tombstones are sealed at a time, and so much is read for them. */
  private static final int MAX_LOST = 1024;

  private static final int MAX_LOST_BYTES = 8 << 20;

  private final OutboxSettings settings;
  private final InstantSource clock;

  // Everything below is guarded by this object's monitor.
  private final Log log;
  private final List<LogRecord> unsaved = new ArrayList<>();
  private long version;

  private EncryptedOutbox(OutboxSettings settings, Log log, InstantSource clock) {
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Opens the outbox in {@code storage}, empty if nothing is there.
   *
   * @param random a secure generator for the keys of files
   * @throws OutboxCorruptException if what was durable is damaged; see its remedy
   */
  public static EncryptedOutbox open(
      OutboxSettings settings,
      Storage storage,
      KeyVault vault,
      EpochSource epochs,
      InstantSource clock,
      RandomGenerator random)
      throws IOException, OutboxCorruptException {
    Log log = Log.open(settings, storage, vault, epochs, random);
    return new EncryptedOutbox(settings, log, clock);
  }

  @Override
  public VehicleRef vehicle() {
    return settings.vehicle();
  }

  @Override
  public synchronized long epoch() {
    return log.ledger().epoch();
  }

  @Override
  public synchronized ChainHead head(Lane lane) {
    return log.ledger().head(lane);
  }

  @Override
  public synchronized Map<String, Long> cursors() {
    return log.ledger().cursors();
  }

  @Override
  public synchronized List<StayedInCar> tally() {
    return log.ledger().tally();
  }

  @Override
  public synchronized boolean commit(Commit commit) throws IOException {
    log.ledger().requireChained(commit.segments());
    List<LogRecord> records = new ArrayList<>(unsaved);
    records.addAll(commit.records());
    if (!makeRoom(commit.bytesByLane(), LogWriter.sizeOf(records))) {
      return false;
    }
    log.append(records);
    unsaved.clear();
    changed();
    return true;
  }

  /**
   * Returns whether so much may be added in each lane, having moved what is pending out of old
   * files if that is what it takes. What the other lanes have a quota of stays free; what a lane
   * has a quota of it may use as long as the disk has it.
   */
  private boolean makeRoom(Map<Lane, Long> added, long bytes) throws IOException {
    if (bytes > room(added)) {
      log.compact(() -> bytes <= room(added));
    }
    boolean withinQuotas =
        added.entrySet().stream()
            .allMatch(lane -> unused(lane.getKey(), Map.of()) >= lane.getValue());
    return bytes <= room(added) || (withinQuotas && bytes <= settings.maxBytes() - log.size());
  }

  private long room(Map<Lane, Long> added) {
    long kept = 0;
    for (Lane lane : Lane.values()) {
      kept += Math.max(0, unused(lane, added));
    }
    return settings.roomBytes() - kept - log.size();
  }

  private long unused(Lane lane, Map<Lane, Long> added) {
    return settings.quota(lane) - log.index().used(lane) - added.getOrDefault(lane, 0L);
  }

  @Override
  public synchronized List<PendingSegment> pending(Lane lane, int max) {
    return log.index().pending(lane, max);
  }

  @Override
  public synchronized Bytes manifest(PendingSegment segment) throws IOException {
    IndexEntry entry =
        log.index().segment(segment.first()).orElseThrow(() -> notPending(segment.first()));
    return entry.file.readSegment(entry.signed);
  }

  @Override
  public synchronized Bytes item(ItemId id) throws IOException {
    IndexEntry entry = log.index().find(id).orElseThrow(() -> notPending(id));
    return entry.file.readItem(entry.body(id.number()).orElseThrow(() -> notPending(id)));
  }

  private static IllegalArgumentException notPending(ItemId id) {
    return new IllegalArgumentException(id + " is not pending");
  }

  @Override
  public synchronized void acknowledgeSegment(PendingSegment segment) throws IOException {
    log.index().announced(segment.first());
    acknowledged(new LogRecord.Announced(segment.first()));
  }

  @Override
  public synchronized void acknowledge(ItemId id) throws IOException {
    if (log.index().gone(id)) {
      acknowledged(new LogRecord.Gone(id));
    }
  }

  // An acknowledgement that a crash forgets only makes the item travel again; so they wait for
  // company instead of a disk write each, but for chunks, which are large.
  private void acknowledged(LogRecord record) throws IOException {
    unsaved.add(record);
    boolean large = record instanceof LogRecord.Gone gone && isBulk(gone.id());
    if (large || unsaved.size() >= MAX_UNSAVED_ACKNOWLEDGEMENTS || log.index().segments() == 0) {
      save();
    }
    log.deleteDone();
    changed();
  }

  private static boolean isBulk(ItemId id) {
    return id.chain().lane() == Lane.BULK;
  }

  private void save() throws IOException {
    if (!unsaved.isEmpty()) {
      log.append(unsaved);
      unsaved.clear();
    }
  }

  @Override
  public synchronized void giveUp(ItemId id, String reason) {
    log.index().giveUp(id, reason);
    changed();
  }

  @Override
  public synchronized List<Purged> purge(Withdrawal withdrawal) throws IOException {
    List<Purged> purged = log.index().covered(withdrawal);
    log.append(List.of(new LogRecord.Withdrawn(withdrawal)));
    changed();
    return purged;
  }

  @Override
  public synchronized boolean isGivenUp() {
    return log.index().givenUp() > 0;
  }

  @Override
  public synchronized List<LostItem> lost() throws IOException {
    Map<ItemId, String> lost = new LinkedHashMap<>();
    log.index().givenUp(MAX_LOST, lost::put);
    long before = clock.millis() - settings.maxAge().toMillis();
    for (Lane lane : Lane.values()) {
      // What accounts for losses is not itself lost to age.
      if (lane != Lane.CONTROL) {
        log.index()
            .sealedBefore(lane, before, MAX_LOST)
            .forEach(id -> lost.putIfAbsent(id, LostItem.OUTBOX_AGE));
      }
    }
    List<LostItem> items = new ArrayList<>();
    long read = 0;
    for (var entry : lost.entrySet()) {
      if (items.size() < MAX_LOST && read < MAX_LOST_BYTES) {
        Bytes encoded = item(entry.getKey());
        read += encoded.length();
        items.add(LostItem.of(encoded, entry.getValue()));
      }
    }
    return items;
  }

  @Override
  public synchronized Backlog backlog() {
    return new Backlog(log.index().segments(), log.index().items(), log.size());
  }

  @Override
  public synchronized long version() {
    return version;
  }

  @Override
  public synchronized long awaitChange(long seen, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); version <= seen && left > 0; ) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = deadline - System.nanoTime();
    }
    return version;
  }

  private void changed() {
    version++;
    notifyAll();
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      save();
    } finally {
      log.close();
    }
  }
}
