package dev.breakwater.agent.seal;

import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.Commit;
import dev.breakwater.agent.outbox.LostItem;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.SealedItem;
import dev.breakwater.agent.outbox.SealedSegment;
import dev.breakwater.anonymizer.gate.SafeClip;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The only gate to the outbox. It takes signals and clips that the policy cleared, and statements
 * about what stayed or was lost; no other type has a way in. What was handed over since the last
 * commit becomes durable together with the cursors of its sources. Used by one thread.
 */
public final class Sealer {
  /** How long the first item of a segment waits for company. */
  public static final Duration MAX_WAIT = Duration.ofMillis(200);

  private final Outbox outbox;
  private final Decider decider;
  private final SegmentSigner signer;
  private final Activations activations;
  private final Clocks clocks;

  // What the next commit takes.
  private final List<Draft> telemetry = new ArrayList<>();
  private final List<Draft> bulk = new ArrayList<>();
  private final List<Draft> statements = new ArrayList<>();
  private final Map<String, Long> cursors = new TreeMap<>();
  private final Tally tally = new Tally();
  private long oldestBootMillis = Long.MAX_VALUE;
  private long durable;

  public Sealer(Outbox outbox, Decider decider, KeyVault vault, Clocks clocks) {
    this.outbox = outbox;
    this.decider = decider;
    this.signer = new SegmentSigner(outbox, vault, clocks);
    this.activations = new Activations(outbox, decider);
    this.clocks = clocks;
    outbox.tally().forEach(tally::add);
  }

  /** Takes a sample of a signal. */
  public void seal(Cleared cleared, Signal signal) {
    Bytes payload = signal.encode();
    telemetry.add(new Draft(cleared, () -> payload));
    touch();
  }

  /**
   * Takes an anonymized clip; its file must stay until the next commit has returned true.
   *
   * @param manifest clears the category {@link ClipManifest#CATEGORY}
   * @param chunk clears the category {@link Chunk#CATEGORY}
   */
  public void seal(Cleared manifest, Cleared chunk, SafeClip clip) {
    bulk.add(new Draft(manifest, () -> clip.manifest().encode()));
    for (int i = 0; i < clip.chunkCount(); i++) {
      int index = i;
      bulk.add(new Draft(chunk, () -> clip.chunk(index).encode()));
    }
    touch();
  }

  /** Takes a decision of the people in the car. */
  public void seal(ConsentChange change) {
    Bytes payload = change.encode();
    statements.add(new Draft(decider.accounting(ConsentChange.CATEGORY), () -> payload));
    touch();
  }

  /** Counts data that stays in the car; {@link #closeTally} seals the counts. */
  public void stays(StayedInCar statement) {
    tally.add(statement);
    touch();
  }

  /** Notes that everything of {@code source} before {@code position} has been handed over. */
  public void advance(String source, long position) {
    cursors.put(source, position);
    touch();
  }

  /** Makes a statement of every count. */
  public void closeTally() {
    Cleared cleared = decider.accounting(StayedInCar.CATEGORY);
    for (StayedInCar count : tally.counts()) {
      Bytes payload = count.encode();
      statements.add(new Draft(cleared, () -> payload));
    }
    tally.clear();
    touch();
  }

  private void touch() {
    oldestBootMillis = Math.min(oldestBootMillis, clocks.bootMillis().getAsLong());
  }

  /** Returns whether a segment is full or has waited long enough. */
  public boolean isDue() {
    long now = clocks.bootMillis().getAsLong();
    return telemetry.size() >= Segment.MAX_ITEMS
        || !bulk.isEmpty()
        || (oldestBootMillis != Long.MAX_VALUE && now - oldestBootMillis >= MAX_WAIT.toMillis());
  }

  /**
   * Makes durable what was handed over, tombstones for what the outbox has lost, and which policy
   * has come into force. What there is no room for is dropped, and tombstones take its place.
   *
   * @return false if there is not even room for those: nothing is durable yet, call again when the
   *     outbox has changed
   */
  public boolean commit() throws IOException {
    List<LostItem> lost = outbox.lost();
    activations.look().ifPresent(this::activated);
    if (oldestBootMillis == Long.MAX_VALUE && lost.isEmpty()) {
      return true;
    }
    List<SealedSegment> signals = signer.sign(Lane.TELEMETRY, telemetry);
    List<SealedSegment> clips = signer.sign(Lane.BULK, bulk);
    boolean done =
        commit(join(signals, clips), List.of(), lost)
            || commit(join(signals, without(clips)), clips, lost)
            || commit(join(without(signals), without(clips)), join(signals, clips), lost);
    if (done) {
      clear();
    }
    return done;
  }

  private void activated(Activation activation) {
    Bytes payload = activation.encode();
    statements.add(new Draft(decider.accounting(Activation.CATEGORY), () -> payload));
    advance(Activations.CURSOR, activation.sequence());
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<SealedSegment> without(List<SealedSegment> segments) {
    return segments.stream().map(SealedSegment::withoutItems).toList();
  }

  private boolean commit(List<SealedSegment> data, List<SealedSegment> dropped, List<LostItem> lost)
      throws IOException {
    List<Draft> control = new ArrayList<>(statements);
    join(lost, items(dropped)).forEach(item -> control.add(tombstone(item)));
    List<SealedSegment> segments = join(data, signer.sign(Lane.CONTROL, control));
    var lostIds = lost.stream().map(item -> item.item().id()).toList();
    if (!outbox.commit(new Commit(segments, cursors, tally.counts(), lostIds))) {
      return false;
    }
    durable += segments.stream().mapToLong(segment -> segment.items().size()).sum() - lost.size();
    return true;
  }

  /** Returns how many items this sealer added to the outbox, less those it took out as lost. */
  public long durableItems() {
    return durable;
  }

  private static List<LostItem> items(List<SealedSegment> dropped) throws IOException {
    List<LostItem> items = new ArrayList<>();
    for (SealedSegment segment : dropped) {
      for (SealedItem item : segment.items().values()) {
        Bytes encoded = item.read();
        items.add(new LostItem(decode(encoded), Digest.of(encoded), "OUTBOX_FULL"));
      }
    }
    return items;
  }

  private Draft tombstone(LostItem lost) {
    Item item = lost.item();
    var tombstone =
        new Tombstone(
            item.id().chain().epoch(),
            item.id().chain().lane(),
            item.id().number(),
            lost.digest(),
            item.category(),
            lost.reason(),
            sourceItems(item));
    return new Draft(decider.accounting(Tombstone.CATEGORY), tombstone::encode);
  }

  private static long sourceItems(Item item) {
    return switch (item.category()) {
      case ClipManifest.CATEGORY -> frames(item);
      case Chunk.CATEGORY -> 0;
      default -> 1;
    };
  }

  private static long frames(Item manifest) {
    try {
      return ClipManifest.decode(manifest.payload()).frames().size();
    } catch (WireFormatException e) {
      throw new IllegalStateException("we sealed a manifest that is none: " + manifest.id(), e);
    }
  }

  private static Item decode(Bytes encoded) {
    try {
      return Item.decode(encoded);
    } catch (WireFormatException e) {
      throw new IllegalStateException("we sealed bytes that are no item", e);
    }
  }

  private void clear() {
    telemetry.clear();
    bulk.clear();
    statements.clear();
    cursors.clear();
    oldestBootMillis = Long.MAX_VALUE;
  }
}
