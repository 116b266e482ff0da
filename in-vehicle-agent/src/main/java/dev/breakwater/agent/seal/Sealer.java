package dev.breakwater.agent.seal;

import dev.breakwater.agent.cabin.ReleasedExcerpt;
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
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StatutoryReceipt;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.UnloggedItem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The only gate to the outbox. It takes signals and clips that the policy cleared, excerpts that a
 * function of the cabin may send, receipts of the statutory lane, and accounts of what stayed, was
 * lost, is not in the log, or runs; no other type has a way in. What was handed over since the last
 * commit becomes durable together with the cursors of its sources. Used by one thread.
 */
public final class Sealer {
  /** How long the first item of a segment waits for company. */
  public static final Duration MAX_WAIT = Duration.ofMillis(200);

  private static final String CABIN = "cabin.";

  private static final List<Lane> LEAST_URGENT_FIRST =
      List.of(Lane.BULK, Lane.TELEMETRY, Lane.INCIDENT, Lane.STATUTORY);

  private final Outbox outbox;
  private final Decider decider;
  private final SegmentSigner signer;
  private final Activations activations;
  private final Clocks clocks;

  // What the next commit takes.
  private final Map<Lane, List<Draft>> drafts = new EnumMap<>(Lane.class);
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

  /** Takes a sample of a signal, on the lane of telemetry. */
  public void seal(Cleared cleared, Signal signal) {
    seal(Lane.TELEMETRY, cleared, signal);
  }

  /**
   * Takes a sample of a signal.
   *
   * @param lane incident, telemetry or bulk
   */
  public void seal(Lane lane, Cleared cleared, Signal signal) {
    Bytes payload = signal.encode();
    take(sensors(lane), new Draft(outsideTheCabin(cleared), () -> payload));
  }

  /** Takes what a function of the cabin may send, on the bulk lane. */
  public void seal(ReleasedExcerpt released) {
    Bytes payload = released.excerpt().encode();
    take(Lane.BULK, new Draft(released.cleared(), () -> payload));
  }

  // Whatever a pack permits: data of the cabin comes in its own type or not at all (Art. 6(1)).
  private static Cleared outsideTheCabin(Cleared cleared) {
    if (cleared.category().startsWith(CABIN)) {
      throw new IllegalArgumentException(cleared.category() + " has no way out as a signal");
    }
    return cleared;
  }

  /** Tells whether a plan is followed. */
  public void tell(PlanRuling ruling) {
    Bytes payload = ruling.encode();
    take(Lane.CONTROL, new Draft(decider.accounting(PlanRuling.CATEGORY), () -> payload));
  }

  /**
   * Tells what runs in the car.
   *
   * @return false if the law in force does not know such an account: nothing was taken
   */
  public boolean tell(RunningSoftware software) {
    return tell(Lane.CONTROL, RunningSoftware.CATEGORY, software.encode());
  }

  /**
   * Tells that an acknowledged item is not in the log, on the lane of incidents.
   *
   * @return false if the law in force does not know such an account: nothing was taken
   */
  public boolean tell(UnloggedItem item) {
    return tell(Lane.INCIDENT, UnloggedItem.CATEGORY, item.encode());
  }

  private boolean tell(Lane lane, String category, Bytes payload) {
    Optional<Cleared> cleared = decider.accountingIfKnown(category);
    cleared.ifPresent(pass -> take(lane, new Draft(pass, () -> payload)));
    return cleared.isPresent();
  }

  /**
   * Takes an anonymized clip, on the bulk lane; see {@link #seal(Lane, Cleared, Cleared,
   * SafeClip)}.
   */
  public void seal(Cleared manifest, Cleared chunk, SafeClip clip) {
    seal(Lane.BULK, manifest, chunk, clip);
  }

  /**
   * Takes an anonymized clip; its file must stay until the next commit has returned true.
   *
   * @param lane incident or bulk
   * @param manifest clears the category {@link ClipManifest#CATEGORY}
   * @param chunk clears the category {@link Chunk#CATEGORY}
   */
  public void seal(Lane lane, Cleared manifest, Cleared chunk, SafeClip clip) {
    take(sensors(lane), new Draft(manifest, () -> clip.manifest().encode()));
    for (int i = 0; i < clip.chunkCount(); i++) {
      int index = i;
      take(lane, new Draft(chunk, () -> clip.chunk(index).encode()));
    }
  }

  private void take(Lane lane, Draft draft) {
    drafts(lane).add(draft);
    touch();
  }

  private List<Draft> drafts(Lane lane) {
    return drafts.computeIfAbsent(lane, none -> new ArrayList<>());
  }

  private static Lane sensors(Lane lane) {
    return switch (lane) {
      case INCIDENT, TELEMETRY, BULK -> lane;
      case CONTROL, STATUTORY ->
          throw new IllegalArgumentException("no sensor's data goes on the lane " + lane);
    };
  }

  /** Takes a decision of the people in the car. */
  public void seal(ConsentChange change) {
    Bytes payload = change.encode();
    take(Lane.CONTROL, new Draft(decider.accounting(ConsentChange.CATEGORY), () -> payload));
  }

  /**
   * Takes what became of a message of the statutory lane.
   *
   * @param cleared clears the category {@link StatutoryReceipt#CATEGORY}
   */
  public void seal(Cleared cleared, StatutoryReceipt receipt) {
    Bytes payload = receipt.encode();
    take(Lane.STATUTORY, new Draft(cleared, () -> payload));
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
    if (tally.counts().isEmpty()) {
      return;
    }
    Cleared cleared = decider.accounting(StayedInCar.CATEGORY);
    for (StayedInCar count : tally.counts()) {
      Bytes payload = count.encode();
      take(Lane.CONTROL, new Draft(cleared, () -> payload));
    }
    tally.clear();
    touch();
  }

  private void touch() {
    oldestBootMillis = Math.min(oldestBootMillis, clocks.bootMillis().getAsLong());
  }

  /** Returns whether a segment is full or has waited long enough, or a tombstone is due. */
  public boolean isDue() {
    long now = clocks.bootMillis().getAsLong();
    return drafts(Lane.TELEMETRY).size() >= Segment.MAX_ITEMS
        || drafts(Lane.INCIDENT).size() >= Segment.MAX_ITEMS
        || !drafts(Lane.BULK).isEmpty()
        || outbox.isGivenUp()
        || (oldestBootMillis != Long.MAX_VALUE && now - oldestBootMillis >= MAX_WAIT.toMillis());
  }

  /**
   * Makes durable what was handed over, tombstones for what the outbox has lost, and which policy
   * has come into force. What there is no room for is dropped, the least urgent lane first, and
   * tombstones take its place; what was lost before waits for its tombstone if need be.
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
    Map<Lane, List<SealedSegment>> signed = sign();
    boolean done = false;
    List<LostItem> few = lost.subList(0, Math.min(lost.size(), Segment.MAX_ITEMS));
    for (List<LostItem> told : List.of(lost, few, List.<LostItem>of())) {
      done = done || commit(signed, none(), told);
    }
    Set<Lane> dropped = none();
    for (Lane lane : LEAST_URGENT_FIRST) {
      if (!done && signed.containsKey(lane)) {
        dropped.add(lane);
        done = commit(signed, dropped, few) || commit(signed, dropped, List.of());
      }
    }
    if (done) {
      clear();
    }
    return done;
  }

  private Map<Lane, List<SealedSegment>> sign() throws IOException {
    Map<Lane, List<SealedSegment>> signed = new EnumMap<>(Lane.class);
    for (var lane : drafts.entrySet()) {
      if (lane.getKey() != Lane.CONTROL && !lane.getValue().isEmpty()) {
        signed.put(lane.getKey(), signer.sign(lane.getKey(), lane.getValue()));
      }
    }
    return signed;
  }

  private static Set<Lane> none() {
    return EnumSet.noneOf(Lane.class);
  }

  private void activated(Activation activation) {
    Bytes payload = activation.encode();
    take(Lane.CONTROL, new Draft(decider.accounting(Activation.CATEGORY), () -> payload));
    advance(Activations.CURSOR, activation.sequence());
  }

  private boolean commit(
      Map<Lane, List<SealedSegment>> signed, Set<Lane> dropped, List<LostItem> lost)
      throws IOException {
    List<SealedSegment> segments = new ArrayList<>();
    List<LostItem> buried = new ArrayList<>(lost);
    for (var lane : signed.entrySet()) {
      for (SealedSegment segment : lane.getValue()) {
        boolean drops = dropped.contains(lane.getKey());
        segments.add(drops ? segment.withoutItems() : segment);
        buried.addAll(drops ? lost(segment) : List.of());
      }
    }
    List<Draft> control = new ArrayList<>(drafts(Lane.CONTROL));
    buried.forEach(item -> control.add(tombstone(item)));
    segments.addAll(signer.sign(Lane.CONTROL, control));
    List<ItemId> lostIds = lost.stream().map(LostItem::id).toList();
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

  private static List<LostItem> lost(SealedSegment segment) throws IOException {
    List<LostItem> items = new ArrayList<>();
    for (SealedItem item : segment.items().values()) {
      items.add(LostItem.of(item.read(), LostItem.OUTBOX_FULL));
    }
    return items;
  }

  private Draft tombstone(LostItem lost) {
    var chain = lost.id().chain();
    var tombstone =
        new Tombstone(
            chain.epoch(),
            chain.lane(),
            lost.id().number(),
            lost.digest(),
            lost.category(),
            lost.reason(),
            lost.sourceItems());
    return new Draft(decider.accounting(Tombstone.CATEGORY), tombstone::encode);
  }

  private void clear() {
    drafts.clear();
    cursors.clear();
    oldestBootMillis = Long.MAX_VALUE;
  }
}
