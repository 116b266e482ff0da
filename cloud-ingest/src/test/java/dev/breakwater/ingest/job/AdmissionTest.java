package dev.breakwater.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.ChainHead;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Latencies;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.VehicleRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdmissionTest {
  private static final long NOW = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();
  private static final int[] FRAMES = {2 * Chunk.MAX_BYTES, 7};
  private static final Duration PRE_TRIGGER = Duration.ofMinutes(10);

  private static final PoliciesInForce POLICIES =
      new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));

  private final SealingCar car = new SealingCar(1, NOW);
  private final Ledger ledger = ledger();
  // Permits statutory data alone.
  private final Shadow shadow = Shadow.of(PolicyEngine.compile(PolicyPack.builtIn("cn-gbt32960")));
  @TempDir private Path directory;
  private ItemCipher cipher;
  private Admission admission;
  private @Nullable VehicleRecord registered = car.enrolled();

  /** Keys and values in memory, beside the Flink state that the job uses. */
  private static final class Memory<K, V> implements Ledger.Table<K, V> {
    final Map<K, V> map = new HashMap<>();

    @Override
    public @Nullable V get(K key) {
      return map.get(key);
    }

    @Override
    public void put(K key, V value) {
      map.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> rows) {
      map.putAll(rows);
    }

    @Override
    public void remove(K key) {
      map.remove(key);
    }

    @Override
    public Iterable<K> keys() {
      return map.keySet();
    }

    @Override
    public Iterable<V> values() {
      return map.values();
    }

    @Override
    public boolean isEmpty() {
      return map.isEmpty();
    }
  }

  /** Returns what the job remembers of a vehicle it has not seen. */
  static Ledger ledger() {
    return new Ledger(
        new Memory<>(),
        new Memory<>(),
        new Memory<>(),
        new Memory<>(),
        new Memory<>(),
        new Decided());
  }

  @BeforeEach
  void open() {
    cipher = TestCiphers.on(directory);
    admission =
        new Admission(ledger, POLICIES, shadow, Set.of(SealingCar.MODEL), PRE_TRIGGER, cipher);
  }

  @AfterEach
  void assertSound() {
    assertSound(ledger);
  }

  static void assertSound(Ledger ledger) {
    var heads = ((Memory<?, ?>) ledger.heads()).map.values();
    for (var head : ((Memory<ChainId, ChainHead>) ledger.heads()).map.entrySet()) {
      assertThat(ledger.open(head.getKey())).isLessThanOrEqualTo(head.getValue().open());
    }
    long chunks = heads.stream().mapToLong(head -> ((ChainHead) head).chunks()).sum();
    assertThat(((Memory<?, ?>) ledger.chunks()).map).hasSize((int) chunks);
  }

  private Optional<Outcome> arrive(RawRecord.Kind kind, Bytes body, long atMillis) {
    return admit(RawRecord.plain(kind, car.vehicle(), body), atMillis);
  }

  private Optional<Outcome> admit(RawRecord raw, long atMillis) {
    return admit(Arrival.of(raw, atMillis));
  }

  private Optional<Outcome> admit(Arrival arrival) {
    try {
      return admission.admit(arrival, registered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the receiver lets it pass. */
  private RawRecord sealed(Item item) {
    try {
      return cipher.seal(item, item.encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Outcome> send(SignedSegment segment) {
    return arrive(RawRecord.Kind.SEGMENT, segment.encode(), NOW);
  }

  private Optional<Outcome> send(Item item) {
    return item.id().chain().vehicle().equals(car.vehicle())
            && item.category().length() <= ItemLabel.MAX_NAME
        ? admit(sealed(item), NOW)
        : arrive(RawRecord.Kind.ITEM, item.encode(), NOW);
  }

  private Bytes opened(Outcome outcome) {
    try {
      return cipher.open(outcome).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertQuarantined(Optional<Outcome> outcome, Reason reason) {
    assertThat(outcome).isPresent();
    assertThat(outcome.get().verdict()).isEqualTo(Verdict.QUARANTINED);
    assertThat(outcome.get().reason()).startsWith(reason + ":");
    assertThat(outcome.get().digest()).isEqualTo(Digest.of(opened(outcome.get())));
  }

  private void assertStored(Optional<Outcome> outcome) {
    assertThat(outcome.map(Outcome::verdict)).contains(Verdict.STORED);
  }

  @Test
  void item_namedByItsSegment_isStoredWithRulesAndPackAndTheBytesReceived() {
    Item item = car.signals(1).get(0);
    assertThat(send(car.seal(List.of(item)))).isEmpty();
    Outcome outcome = send(item).orElseThrow();
    assertThat(outcome.verdict()).isEqualTo(Verdict.STORED);
    assertThat(outcome.item()).isEqualTo(item.id().toString());
    assertThat(outcome.rules()).contains("auto-4.vehicle");
    assertThat(outcome.pack()).isEqualTo(PolicyPack.cnAuto().digest());
    assertThat(outcome.key()).isNotEmpty();
    assertThat(opened(outcome)).isEqualTo(item.encode());
    assertThat(outcome.appendedAtMillis()).isEqualTo(NOW);
  }

  @Test
  @DisplayName("Auto Provisions Art. 11: important data is stored in China, where the job stores")
  void item_importantData_isStored() {
    var signal = new Signal("Network.Load", "7");
    Item item = car.item(Lane.TELEMETRY, 0, "charging.network", signal.encode());
    send(car.seal(List.of(item)));

    Outcome outcome = send(item).orElseThrow();

    assertThat(outcome.verdict()).isEqualTo(Verdict.STORED);
    assertThat(outcome.rules()).containsExactly("auto-11.important.onshore");
  }

  @Test
  void item_sentTwice_isDecidedOnce() {
    Item item = car.signals(1).get(0);
    send(car.seal(List.of(item)));
    assertStored(send(item));
    assertThat(send(item)).isEmpty();
  }

  @Test
  void items_inAnyOrderInsideTheirSegment_areStored() {
    List<Item> items = car.signals(64);
    send(car.seal(items));
    List<Item> shuffled = new ArrayList<>(items);
    java.util.Collections.shuffle(shuffled, new Random(7));
    shuffled.forEach(item -> assertStored(send(item)));
    assertThat(ledger.open(car.chain(Lane.TELEMETRY))).isZero();
  }

  @Test
  void item_withOneByteChanged_isQuarantinedOnceAndTheRightOneIsStillStored() {
    Item item = car.signals(1).get(0);
    send(car.seal(List.of(item)));
    var altered =
        new Item(item.id(), item.category(), "other", NOW, null, 0, List.of(), item.payload());
    Optional<Outcome> outcome = send(altered);
    assertQuarantined(outcome, Reason.DIGEST_MISMATCH);
    assertThat(outcome.orElseThrow().item()).isEqualTo(item.id().toString());
    assertThat(send(altered)).isEmpty();
    assertStored(send(item));
  }

  @Test
  void item_beforeItsSegment_isQuarantined() {
    assertQuarantined(send(car.signals(1).get(0)), Reason.NO_SEGMENT);
  }

  @Test
  void segment_sentTwice_isDropped() {
    SignedSegment segment = car.seal(car.signals(3));
    assertThat(send(segment)).isEmpty();
    assertThat(send(segment)).isEmpty();
    assertThat(ledger.open(car.chain(Lane.TELEMETRY))).isEqualTo(3);
  }

  @Test
  void segment_otherUnderTheSameNumbers_isQuarantined() {
    List<Item> items = car.signals(2);
    SignedSegment other = car.sign(car.segment(car.signals(1)));
    send(car.seal(items));
    assertQuarantined(send(other), Reason.CHAIN_FORKED);
    assertStored(send(items.get(0)));
  }

  @Test
  void segment_thatLeavesOutNumbers_isQuarantined() {
    car.seal(car.signals(2));
    assertQuarantined(send(car.seal(car.signals(1))), Reason.CHAIN_BROKEN);
  }

  @Test
  void segment_namingAnotherPredecessor_isQuarantined() {
    Segment right = car.segment(car.signals(1));
    var wrong =
        new Segment(
            right.chain(),
            0,
            SealingCar.MODEL,
            right.items(),
            right.policy(),
            right.wallMillis(),
            0,
            "SYSTEM");
    assertQuarantined(send(car.sign(wrong)), Reason.CHAIN_BROKEN);
  }

  @Test
  void segment_signedByAnotherKey_isQuarantinedAndOpensNothing() {
    List<Item> items = car.signals(1);
    SignedSegment forged = new SealingCar(2, NOW).sign(car.segment(items));
    assertQuarantined(send(forged), Reason.BAD_SEAL);
    assertQuarantined(send(items.get(0)), Reason.NO_SEGMENT);
  }

  @Test
  void segment_withAnAlgorithmNotKnownHere_isQuarantined() {
    SignedSegment segment = car.seal(car.signals(1));
    var other = new SignedSegment(segment.manifest(), "none", segment.signature());
    assertQuarantined(send(other), Reason.BAD_SEAL);
  }

  @Test
  void segment_withASignatureOfAnotherLength_isQuarantined() {
    SignedSegment segment = car.seal(car.signals(1));
    var other = new SignedSegment(segment.manifest(), segment.algorithm(), Bytes.EMPTY);
    assertQuarantined(send(other), Reason.BAD_SEAL);
  }

  @Test
  void delivery_ofAnotherVehiclesItemOrSegment_isQuarantinedWithoutItsNumbers() {
    var other = new SealingCar(2, NOW);
    Item item = other.signals(1).get(0);
    assertQuarantined(send(other.seal(List.of(item))), Reason.WRONG_PEER);
    Optional<Outcome> outcome = send(item);
    assertQuarantined(outcome, Reason.WRONG_PEER);
    assertThat(outcome.orElseThrow().number()).isEqualTo(-1);
  }

  @Test
  void delivery_ofAVehicleNobodyEnrolled_isQuarantined() {
    registered = null;
    assertQuarantined(send(car.signals(1).get(0)), Reason.UNKNOWN_VEHICLE);
  }

  @Test
  void delivery_afterTheBan_isQuarantinedAndBeforeItIsNot() {
    Item item = car.signals(1).get(0);
    send(car.seal(List.of(item)));
    registered = car.record(VehicleRecord.Status.BANNED, NOW + 1);
    assertStored(send(item));
    assertQuarantined(arrive(RawRecord.Kind.ITEM, item.encode(), NOW + 1), Reason.UNKNOWN_VEHICLE);
  }

  @Test
  void bytes_thatAreNoRecord_areQuarantinedAsUndecodable() {
    var random = new Random(11);
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertQuarantined(arrive(RawRecord.Kind.ITEM, Bytes.of(noise), NOW), Reason.UNDECODABLE);
      assertQuarantined(arrive(RawRecord.Kind.SEGMENT, Bytes.of(noise), NOW), Reason.UNDECODABLE);
    }
    Arrival unreadable = Arrival.of(Bytes.of(new byte[3]), NOW);
    assertQuarantined(admit(unreadable), Reason.UNDECODABLE);
  }

  @Test
  void bytes_ofARealItemWithOneByteFlipped_neverEndInTheStore() {
    Item item = car.signals(1).get(0);
    send(car.seal(List.of(item)));
    byte[] right = item.encode().toArray();
    for (int i = 0; i < right.length; i++) {
      byte[] wrong = right.clone();
      wrong[i] ^= 1;
      assertThat(arrive(RawRecord.Kind.ITEM, Bytes.of(wrong), NOW).map(Outcome::verdict))
          .as("byte %d", i)
          .contains(Verdict.QUARANTINED);
    }
    assertStored(send(item));
  }

  @Test
  void item_ofASchemaThatOnlyTheReceiverKnows_isQuarantinedUnderItsNumberWhichStaysOpen()
      throws Exception {
    Item item = car.signals(1).get(0);
    send(car.seal(List.of(item)));
    byte[] newer = item.encode().toArray();
    newer[5] ^= 1; // in the fingerprint of the schema
    Outcome outcome = admit(cipher.seal(item, Bytes.of(newer)), NOW).orElseThrow();
    assertThat(outcome.reason()).isEqualTo("UNDECODABLE: Item");
    assertThat(outcome.item()).isEqualTo(item.id().toString());
    assertThat(opened(outcome)).isEqualTo(Bytes.of(newer));
    assertStored(send(item));
  }

  @Test
  void item_whosePayloadDoesNotDecode_isQuarantined() {
    Item item = car.item(Lane.TELEMETRY, "vehicle.motion.speed", Bytes.of(new byte[5]));
    send(car.seal(List.of(item)));
    assertQuarantined(send(item), Reason.UNDECODABLE);
    assertThat(send(item)).isEmpty();
  }

  @Test
  void item_withAVeryLongCategory_isQuarantinedAndItsOutcomeCanStillBeRead() throws Exception {
    Item item = car.item(Lane.BULK, "x".repeat(200_000), Bytes.EMPTY);
    send(car.seal(List.of(item)));
    Optional<Outcome> outcome = send(item);
    assertQuarantined(outcome, Reason.UNDECODABLE);
    assertThat(Outcome.decode(outcome.orElseThrow().encode())).isEqualTo(outcome.get());
  }

  @Test
  void record_longerThanAnOutcomeCanCarry_isQuarantinedWithItsBeginning() throws Exception {
    Arrival arrival = Arrival.of(Bytes.of(new byte[900_000]), NOW);
    Outcome outcome = admit(arrival).orElseThrow();
    assertThat(Outcome.decode(outcome.encode())).isEqualTo(outcome);
  }

  @Test
  void item_ofACategoryThatMayNotBeStored_isRefusedWithItsClauses() {
    Item item = car.item(Lane.BULK, "cabin.camera", Bytes.EMPTY);
    send(car.seal(List.of(item)));
    Outcome outcome = send(item).orElseThrow();
    assertThat(outcome.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(outcome.rules()).contains("auto-6-1.cabin.leave");
    assertThat(outcome.reason()).contains("Auto Provisions Art. 6(1)");
  }

  @Test
  void shadowPolicy_thatWouldRefuse_onlyCounts() {
    List<Item> items = car.signals(3);
    send(car.seal(items));
    assertThat(items.stream().map(item -> send(item).orElseThrow().verdict()))
        .containsOnly(Verdict.STORED);
    assertThat(shadow.report().asked()).isEqualTo(3);
    assertThat(shadow.report().comparison().total()).isEqualTo(3);
  }

  @Test
  void item_ofACategoryNobodyKnows_isRefused() {
    Item item = car.item(Lane.BULK, "made.up", Bytes.EMPTY);
    send(car.seal(List.of(item)));
    assertThat(send(item).map(Outcome::verdict)).contains(Verdict.REFUSED);
  }

  @Test
  void item_capturedLongBeforeTheChain_isQuarantined() {
    assertCapture(NOW - PRE_TRIGGER.toMillis() - 1, false);
  }

  @Test
  void item_capturedInsideThePreTriggerWindow_isStored() {
    assertCapture(NOW - PRE_TRIGGER.toMillis(), true);
  }

  @Test
  void item_capturedAheadOfItsReceipt_isQuarantined() {
    assertCapture(NOW + ItemCheck.MAX_AHEAD.toMillis() + 1, false);
  }

  private void assertCapture(long capturedAtMillis, boolean stored) {
    Item base = car.signals(1).get(0);
    var item =
        new Item(
            base.id(),
            base.category(),
            base.purpose(),
            capturedAtMillis,
            null,
            0,
            List.of(),
            base.payload());
    send(car.seal(List.of(item)));
    if (stored) {
      assertStored(send(item));
    } else {
      assertQuarantined(send(item), Reason.CAPTURE_TIME);
    }
  }

  @Test
  void clip_manifestThenChunks_isStored() {
    List<Item> items = car.clip(FRAMES).items();
    send(car.seal(items));
    items.forEach(item -> assertStored(send(item)));
    assertThat(ledger.head(car.chain(Lane.BULK)).chunks()).isZero();
  }

  @Test
  void chunk_beforeItsManifest_isQuarantined() {
    List<Item> items = car.clip(FRAMES).items();
    send(car.seal(items));
    assertQuarantined(send(items.get(1)), Reason.NO_MANIFEST);
  }

  @Test
  void chunk_withOtherBytesThanTheManifestNames_isQuarantined() {
    SealingCar.Clip clip = car.clip(FRAMES);
    List<Item> items = new ArrayList<>(clip.items());
    var other = new Chunk(Digest.of(clip.file()), 0, Bytes.of(new byte[7]));
    items.set(1, car.item(Lane.BULK, 1, Chunk.CATEGORY, other.encode()));
    send(car.seal(items));
    assertStored(send(items.get(0)));
    assertQuarantined(send(items.get(1)), Reason.NO_MANIFEST);
    assertStored(send(items.get(2)));
  }

  @Test
  void manifest_ofAModelThatIsNotPinned_isQuarantinedAndSoAreItsChunks() {
    Item manifest = manifestOf(1000, car.attestation(0, 0, 1000, Digest.ZERO));
    send(car.seal(List.of(manifest)));
    assertQuarantined(send(manifest), Reason.ATTESTATION);
  }

  @Test
  void manifest_withFramesThatShareBytes_isQuarantined() {
    Item manifest =
        manifestOf(
            1000,
            car.attestation(0, 0, 600, SealingCar.MODEL),
            car.attestation(1, 599, 401, SealingCar.MODEL));
    send(car.seal(List.of(manifest)));
    assertQuarantined(send(manifest), Reason.ATTESTATION);
  }

  @Test
  void manifest_withFramesOutOfOrder_isQuarantined() {
    Item manifest =
        manifestOf(
            1000,
            car.attestation(1, 0, 500, SealingCar.MODEL),
            car.attestation(0, 500, 500, SealingCar.MODEL));
    send(car.seal(List.of(manifest)));
    assertQuarantined(send(manifest), Reason.ATTESTATION);
  }

  @Test
  void manifest_withAFrameOutsideTheFile_isQuarantined() {
    Item manifest = manifestOf(1000, car.attestation(0, Long.MAX_VALUE - 5, 10, SealingCar.MODEL));
    send(car.seal(List.of(manifest)));
    assertQuarantined(send(manifest), Reason.ATTESTATION);
  }

  @Test
  void manifest_withoutFrames_isQuarantined() {
    Item manifest = manifestOf(1000);
    send(car.seal(List.of(manifest)));
    assertQuarantined(send(manifest), Reason.ATTESTATION);
  }

  @Test
  void manifest_ofAFileThatItsChunksCannotHold_isQuarantined() {
    int length = 2 * Chunk.MAX_BYTES;
    Item manifest = manifestOf(length, car.attestation(0, 0, length, SealingCar.MODEL));
    send(car.seal(List.of(manifest)));
    assertQuarantined(send(manifest), Reason.ATTESTATION);
  }

  @Test
  void manifest_withLatenciesOfOtherThanItsFrames_isQuarantined() {
    var attested = List.of(car.attestation(0, 0, 9, SealingCar.MODEL));
    for (int frames = 0; frames < 3; frames++) {
      Item item = manifestOf(9, attested, Latencies.of(Collections.nCopies(frames, 7L)));
      send(car.seal(List.of(item)));
      Optional<Outcome> outcome = send(item);
      if (frames == 1) {
        assertStored(outcome);
      } else {
        assertQuarantined(outcome, Reason.ATTESTATION);
      }
    }
  }

  private Item manifestOf(int length, GateAttestation... frames) {
    return manifestOf(length, List.of(frames), Latencies.NOT_TOLD);
  }

  private Item manifestOf(int length, List<GateAttestation> frames, Latencies latencies) {
    var manifest =
        new ClipManifest(
            Digest.ZERO,
            "exterior.front",
            "video/mp4",
            640,
            360,
            length,
            List.of(Digest.ZERO),
            frames,
            List.of(),
            latencies);
    return car.item(Lane.BULK, ClipManifest.CATEGORY, manifest.encode());
  }

  @Test
  void statement_ofWhatStayedInTheCar_isStored() {
    Item item = car.stayed(StayedInCar.Fate.WITHHELD);
    send(car.seal(List.of(item)));
    assertStored(send(item));
  }

  @Test
  void incident_ofAnItemThatTheLogDoesNotHave_isStored_butNotOneOfALaterEpoch() {
    assertStored(sendIncident(1));
    assertQuarantined(sendIncident(2), Reason.CHAIN_BROKEN);
  }

  private Optional<Outcome> sendIncident(long epoch) {
    var missing = new UnloggedItem(epoch, Lane.BULK, 9, Digest.ZERO, 5, 6, "not there");
    Item item = car.item(Lane.INCIDENT, UnloggedItem.CATEGORY, missing.encode());
    send(car.seal(List.of(item)));
    return send(item);
  }

  @Test
  void account_ofWhatRunsInTheCar_isStored_butNotBytesThatAreNone() {
    var software = new RunningSoftware("1.0", Digest.ZERO, List.of(), 5);
    Item item = car.item(Lane.CONTROL, RunningSoftware.CATEGORY, software.encode());
    send(car.seal(List.of(item)));
    assertStored(send(item));

    Item wrong = car.item(Lane.CONTROL, RunningSoftware.CATEGORY, Bytes.EMPTY);
    send(car.seal(List.of(wrong)));
    assertQuarantined(send(wrong), Reason.UNDECODABLE);
  }

  @Test
  void tombstone_closesTheGap_andTheLateItemIsADuplicate() {
    Item lost = car.signals(1).get(0);
    send(car.seal(List.of(lost)));
    assertStored(sendTombstone(lost, Digest.of(lost.encode())));
    assertThat(ledger.open(car.chain(Lane.TELEMETRY))).isZero();
    assertThat(send(lost)).isEmpty();
  }

  @Test
  void tombstone_beforeTheSegment_closesTheGapWhenTheSegmentComes() {
    Item lost = car.signals(1).get(0);
    SignedSegment segment = car.seal(List.of(lost));
    assertStored(sendTombstone(lost, Digest.of(lost.encode())));
    send(segment);
    assertThat(ledger.open(car.chain(Lane.TELEMETRY))).isZero();
    assertThat(((Memory<?, ?>) ledger.lost()).map).isEmpty();
  }

  @Test
  void tombstone_withAnotherDigest_isQuarantinedAndTheGapStays() {
    Item lost = car.signals(1).get(0);
    send(car.seal(List.of(lost)));
    assertQuarantined(sendTombstone(lost, Digest.ZERO), Reason.DIGEST_MISMATCH);
    assertThat(ledger.open(car.chain(Lane.TELEMETRY))).isEqualTo(1);
    assertStored(send(lost));
  }

  @Test
  void tombstone_farAheadOfItsChain_isQuarantinedAndNotRemembered() {
    assertQuarantined(sendTombstone(1, SegmentCheck.MAX_OPEN, Digest.ZERO), Reason.TOO_MANY_OPEN);
    assertQuarantined(sendTombstone(2, 0, Digest.ZERO), Reason.CHAIN_BROKEN);
    assertThat(((Memory<?, ?>) ledger.lost()).map).isEmpty();
  }

  private Optional<Outcome> sendTombstone(Item lost, Digest digest) {
    return sendTombstone(1, lost.id().number(), digest);
  }

  private Optional<Outcome> sendTombstone(long epoch, long number, Digest digest) {
    var tombstone =
        new Tombstone(
            epoch, Lane.TELEMETRY, number, digest, "vehicle.motion.speed", "OUTBOX_FULL", 1);
    Item item = car.item(Lane.CONTROL, Tombstone.CATEGORY, tombstone.encode());
    send(car.seal(List.of(item)));
    return send(item);
  }

  private Optional<Outcome> withdraw(String purpose, long epoch, String... categories) {
    var change =
        new ConsentChange(
            epoch,
            purpose,
            List.of(categories),
            ConsentChange.State.NO,
            ConsentChange.Period.NONE,
            NOW,
            0,
            Digest.ZERO,
            "zh",
            "head-unit");
    Item item = car.item(Lane.CONTROL, ConsentChange.CATEGORY, change.encode());
    send(car.seal(List.of(item)));
    return send(item);
  }

  private Item permitted(String category, long consentEpoch) {
    Item base = car.item(Lane.TELEMETRY, category, new Signal("Any", "7").encode());
    var item =
        new Item(
            base.id(),
            category,
            "test",
            NOW,
            new SubjectRef("driver-1"),
            consentEpoch,
            List.of(),
            base.payload());
    send(car.seal(List.of(item)));
    return item;
  }

  @Test
  @DisplayName("PIPL Art. 15: what a person took back is refused when it arrives later")
  void item_ofAConsentThatWasTakenBack_isRefusedAndItsBodyIsNotKept() {
    Item before = permitted("vehicle.motion.speed", 3);
    assertStored(withdraw("driving-style", 4, "vehicle.motion"));

    Outcome refused = send(before).orElseThrow();

    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(refused.reason()).contains("PIPL Art. 15", "consent 3", "decision 4");
    assertThat(refused.body()).isEqualTo(Bytes.EMPTY);
    assertThat(send(before)).isEmpty();
    assertStored(send(permitted("vehicle.motion.speed", 5)));
    assertStored(send(permitted("vehicle.motion.speed", 0)));
    assertStored(send(permitted("charging.network", 3)));
  }

  @Test
  void withdrawals_ofMorePurposesThanAnyCarHas_areQuarantined() {
    for (int i = 1; i <= Withdrawals.MAX_PURPOSES; i++) {
      assertStored(withdraw("purpose-" + i, i, "position"));
    }
    assertQuarantined(withdraw("one-more", 1000, "position"), Reason.TOO_MANY_OPEN);
    assertStored(withdraw("purpose-1", 1001, "position"));
  }

  @Test
  void item_whoseKeyIsDestroyed_isErasedAndNeitherQuarantinedNorDecidedTwice() throws Exception {
    Item item = permitted("vehicle.motion.speed", 0);
    RawRecord raw = sealed(item);
    cipher.keys().destroy(raw.key());

    Outcome erased = admit(raw, NOW).orElseThrow();

    assertThat(erased.verdict()).isEqualTo(Verdict.ERASED);
    assertThat(erased.item()).isEqualTo(item.id().toString());
    assertThat(erased.digest()).isEqualTo(Digest.of(item.encode()));
    assertThat(cipher.open(erased)).isEmpty();
    assertThat(admit(raw, NOW)).isEmpty();
  }

  @Test
  void item_changedOnItsWayFromTheReceiver_isQuarantined() {
    RawRecord raw = sealed(permitted("vehicle.motion.speed", 0));
    byte[] wrong = raw.body().toArray();
    wrong[wrong.length / 2] ^= 1;
    var changed = new RawRecord(raw.kind(), raw.peer(), raw.key(), raw.label(), Bytes.of(wrong));
    assertQuarantined(admit(changed, NOW), Reason.UNOPENABLE);
    var other = sealed(permitted("vehicle.motion.speed", 0));
    var mixed = new RawRecord(raw.kind(), raw.peer(), raw.key(), other.label(), raw.body());
    assertQuarantined(admit(mixed, NOW), Reason.UNOPENABLE);
    assertStored(admit(raw, NOW));
  }

  @Test
  void outcome_ofAnItem_hasTheHourOfItsCaptureAndNeitherSubjectNorPayload() {
    Outcome outcome = send(permitted("vehicle.motion.speed", 0)).orElseThrow();
    assertThat(outcome.capturedAtMillis()).isEqualTo(NOW - NOW % 3_600_000);
    String written = new String(outcome.encode().toArray(), StandardCharsets.ISO_8859_1);
    assertThat(written).doesNotContain("driver-1").doesNotContain("Any");
  }

  /** Announces as many items as may be open; returns those of the first segment. */
  private List<Item> fill() {
    List<Item> first = car.signals(Segment.MAX_ITEMS);
    assertThat(send(car.seal(first))).isEmpty();
    for (int i = 1; i < SegmentCheck.MAX_OPEN / Segment.MAX_ITEMS; i++) {
      assertThat(send(car.seal(car.signals(Segment.MAX_ITEMS)))).isEmpty();
    }
    return first;
  }

  @Test
  void chain_withTooManyUndecidedNumbers_refusesTheNextSegment() {
    fill();
    assertQuarantined(send(car.seal(car.signals(1))), Reason.TOO_MANY_OPEN);
  }

  @Test
  void chain_ofWhichEnoughWasDecided_goesOn() {
    List<Item> first = fill();
    first.forEach(item -> assertStored(send(item)));
    List<Item> more = car.signals(Segment.MAX_ITEMS);
    assertThat(send(car.seal(more))).isEmpty();
    more.forEach(item -> assertStored(send(item)));
    assertThat(ledger.open(car.chain(Lane.TELEMETRY)))
        .isEqualTo(SegmentCheck.MAX_OPEN - Segment.MAX_ITEMS);
  }

  @Test
  void chain_thatIsFull_isNotCountedAgainAtOnce() {
    List<Item> first = fill();
    Bytes next = car.seal(car.signals(1)).encode();
    assertQuarantined(arrive(RawRecord.Kind.SEGMENT, next, NOW), Reason.TOO_MANY_OPEN);
    first.forEach(item -> assertStored(send(item)));
    assertQuarantined(arrive(RawRecord.Kind.SEGMENT, next, NOW + 9_999), Reason.TOO_MANY_OPEN);
    assertThat(arrive(RawRecord.Kind.SEGMENT, next, NOW + 10_000)).isEmpty();
  }
}
