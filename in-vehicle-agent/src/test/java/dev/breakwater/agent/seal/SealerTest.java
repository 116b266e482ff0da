package dev.breakwater.agent.seal;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.Laws;
import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.MemoryStorage;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.outbox.Soundness;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import dev.breakwater.wire.Tombstone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
  @TempDir Path home;
  private final MemoryStorage storage = new MemoryStorage();
  private TestCar car;
  private final PoliciesInForce policies = Laws.builtIn();
  private Decider decider;

  @BeforeEach
  void makeCar() throws IOException {
    car = new TestCar(home);
    decider = new Decider(policies, new Consents(Map.of()), car.clocks().wall());
  }

  @Test
  void sealer_hundredSignals_chainsTwoSignedSegments() throws Exception {
    Outbox outbox = car.open(storage);
    Sealer sealer = sealer(outbox);
    for (int i = 0; i < 100; i++) {
      sealer.seal(cleared(), signal("v" + i));
    }
    sealer.advance("trace", 100);

    assertThat(sealer.commit()).isTrue();

    List<PendingSegment> pending = outbox.pending(Lane.TELEMETRY, 9);
    Segment first = Soundness.manifest(outbox, pending.get(0));
    Segment second = Soundness.manifest(outbox, pending.get(1));
    assertThat(first.items()).hasSize(64);
    assertThat(first.previous()).isEqualTo(Digest.ZERO);
    assertThat(second.firstNumber()).isEqualTo(64);
    assertThat(second.previous()).isEqualTo(Digest.of(first.encode()));
    assertThat(second.policy()).isEqualTo(PolicyPack.cnAuto().digest());
    assertThat(second.timeSource()).isEqualTo("TEST");
    assertThat(outbox.cursors()).isEqualTo(Map.of("trace", 100L));
    assertThat(sealer.durableItems()).isEqualTo(100);
    for (PendingSegment segment : pending) {
      assertSigned(SignedSegment.decode(outbox.manifest(segment)));
    }
    assertSound(outbox);
  }

  @Test
  void sealer_item_carriesTheRulesThatPermittedIt() throws Exception {
    Outbox outbox = car.open(storage);
    Sealer sealer = sealer(outbox);
    sealer.seal(cleared(), signal("12.5"));
    sealer.commit();

    Item item = items(outbox, Lane.TELEMETRY).get(0);

    assertThat(item.category()).isEqualTo("vehicle.motion.speed");
    assertThat(item.rules()).containsExactly("auto-4.vehicle");
    assertThat(Signal.decode(item.payload())).isEqualTo(signal("12.5"));
  }

  @Test
  void sealer_bundleTakesOverBetweenTwoItems_sealsEachUnderTheDigestThatDecided() throws Exception {
    Outbox outbox = car.open(storage);
    Sealer sealer = sealer(outbox);
    Instant change = car.clocks().wall().instant().plusSeconds(60);
    var bundle = Laws.accept(policies, Laws.tar(1, change));
    sealer.seal(cleared(), signal("1"));
    sealer.seal(cleared(), signal("2"));
    car.pass(Duration.ofSeconds(60));
    sealer.seal(cleared(), signal("3"));

    assertThat(sealer.commit()).isTrue();

    List<PendingSegment> pending = outbox.pending(Lane.TELEMETRY, 9);
    Segment first = Soundness.manifest(outbox, pending.get(0));
    Segment second = Soundness.manifest(outbox, pending.get(1));
    assertThat(first.items()).hasSize(2);
    assertThat(first.policy()).isEqualTo(PolicyPack.cnAuto().digest());
    assertThat(second.items()).hasSize(1);
    assertThat(second.policy()).isEqualTo(bundle.digest());
    assertThat(second.previous()).isEqualTo(Digest.of(first.encode()));
    assertSound(outbox);
  }

  @Test
  void sealer_bundleTakesOver_tellsItOnceAlsoOverARestart() throws Exception {
    Instant change = car.clocks().wall().instant().plusSeconds(60);
    var bundle = Laws.accept(policies, Laws.tar(7, change));
    Outbox before = car.open(storage);
    Sealer asleep = sealer(before);
    assertThat(asleep.commit()).isTrue();
    assertThat(items(before, Lane.CONTROL)).isEmpty();
    car.pass(Duration.ofSeconds(60));
    assertThat(asleep.commit()).isTrue();
    before.close();

    Outbox outbox = car.open(storage);
    assertThat(sealer(outbox).commit()).isTrue();

    List<Item> told = items(outbox, Lane.CONTROL);
    assertThat(told).hasSize(1);
    assertThat(Activation.decode(told.get(0).payload()))
        .isEqualTo(new Activation("law", 7, bundle.digest(), change.toEpochMilli()));
    assertThat(told.get(0).category()).isEqualTo("control.activation");
  }

  @Test
  void sealer_firstItem_isDueAfter200Millis() throws Exception {
    Sealer sealer = sealer(car.open(storage));
    car.pass(Duration.ofHours(1));
    assertThat(sealer.isDue()).isFalse();
    sealer.seal(cleared(), signal("1"));
    car.pass(Duration.ofMillis(199));
    assertThat(sealer.isDue()).isFalse();

    car.pass(Duration.ofMillis(1));

    assertThat(sealer.isDue()).isTrue();
    sealer.commit();
    assertThat(sealer.isDue()).isFalse();
  }

  @Test
  void sealer_countsOfWhatStayed_surviveACrashAndAreSealedOnce() throws Exception {
    Sealer before = sealer(car.open(storage));
    before.stays(stayed(2));
    before.stays(stayed(3));
    before.commit();
    before.stays(stayed(100));

    Outbox outbox = car.open(storage);
    Sealer after = sealer(outbox);
    after.stays(stayed(1));
    after.closeTally();
    after.commit();

    List<Item> statements = items(outbox, Lane.CONTROL);
    assertThat(statements).hasSize(1);
    assertThat(StayedInCar.decode(statements.get(0).payload()).count()).isEqualTo(6);
    assertThat(statements.get(0).category()).isEqualTo("control.stayed");
    assertThat(outbox.tally()).isEmpty();
  }

  @Test
  void sealer_outboxFull_putsTombstonesInThePlaceOfItems() throws Exception {
    Outbox outbox =
        car.open(storage, new OutboxSettings(TestCar.VEHICLE, 2 << 20, Duration.ofDays(7)));
    Sealer sealer = sealer(outbox);
    long fed = 0;
    while (items(outbox, Lane.CONTROL).isEmpty()) {
      for (int i = 0; i < 64; i++) {
        sealer.seal(cleared(), signal("x".repeat(1000) + fed++));
      }
      sealer.advance("trace", fed);
      assertThat(sealer.commit()).isTrue();
    }

    List<Item> sent = items(outbox, Lane.TELEMETRY);
    List<Item> tombstones = items(outbox, Lane.CONTROL);
    assertThat(sent.size() + tombstones.size()).isEqualTo((int) fed);
    assertThat(outbox.cursors()).isEqualTo(Map.of("trace", fed));
    PendingSegment last = outbox.pending(Lane.TELEMETRY, 1000).get((int) (fed / 64) - 1);
    assertThat(last.items()).isEmpty();
    Segment manifest = Soundness.manifest(outbox, last);
    for (int i = 0; i < 64; i++) {
      Tombstone tombstone = Tombstone.decode(tombstones.get(i).payload());
      assertThat(tombstone.digest()).isEqualTo(manifest.items().get(i));
      assertThat(tombstone.number()).isEqualTo(manifest.firstNumber() + i);
      assertThat(tombstone.lane()).isEqualTo(Lane.TELEMETRY);
      assertThat(tombstone.reason()).isEqualTo("OUTBOX_FULL");
      assertThat(tombstone.sourceItems()).isEqualTo(1);
    }
    assertSound(outbox);
  }

  @Test
  void sealer_reserveUsedUp_keepsWhatItHoldsUntilThereIsRoom() throws Exception {
    Outbox outbox =
        car.open(storage, new OutboxSettings(TestCar.VEHICLE, 2 << 20, Duration.ofDays(7)));
    Sealer sealer = sealer(outbox);
    long fed = 0;
    boolean room = true;
    while (room) {
      for (int i = 0; i < 64; i++) {
        sealer.seal(cleared(), signal("x" + fed++));
      }
      room = sealer.commit();
    }
    long next = outbox.head(Lane.TELEMETRY).nextNumber();
    assertThat(sealer.commit()).isFalse();
    assertThat(outbox.head(Lane.TELEMETRY).nextNumber()).isEqualTo(next);

    for (Lane lane : Lane.values()) {
      for (PendingSegment segment : outbox.pending(lane, 100_000)) {
        outbox.acknowledgeSegment(segment);
        for (ItemId id : segment.items()) {
          outbox.acknowledge(id);
        }
      }
    }

    assertThat(sealer.commit()).isTrue();
    assertThat(outbox.head(Lane.TELEMETRY).nextNumber()).isEqualTo(fed);
    assertThat(items(outbox, Lane.TELEMETRY)).hasSize(64);
  }

  @Test
  void sealer_itemsLostToAge_areDroppedWithTheirTombstones() throws Exception {
    Outbox outbox = car.open(storage);
    Sealer sealer = sealer(outbox);
    sealer.seal(cleared(), signal("1"));
    sealer.commit();
    car.pass(OutboxSettings.DEFAULT_MAX_AGE.plusMillis(1));

    assertThat(sealer.commit()).isTrue();

    assertThat(items(outbox, Lane.TELEMETRY)).isEmpty();
    Tombstone tombstone = Tombstone.decode(items(outbox, Lane.CONTROL).get(0).payload());
    assertThat(tombstone.reason()).isEqualTo("OUTBOX_AGE");
    assertThat(tombstone.category()).isEqualTo("vehicle.motion.speed");
    assertThat(sealer.commit()).isTrue();
    assertThat(items(outbox, Lane.CONTROL)).hasSize(1);
  }

  private Sealer sealer(Outbox outbox) {
    return new Sealer(outbox, decider, car.vault, car.clocks());
  }

  private Cleared cleared() {
    Instant now = car.clocks().wall().instant();
    String speed = "vehicle.motion.speed";
    return decider
        .collect(speed, "test", now)
        .pass(now, statement -> {})
        .flatMap(collected -> decider.offboard(collected, speed).pass(now, statement -> {}))
        .orElseThrow();
  }

  private static Signal signal(String value) {
    return new Signal("Vehicle.Speed", value);
  }

  private static StayedInCar stayed(long count) {
    return new StayedInCar(Fate.REFUSED, "cabin.signal", "no", List.of("a.rule"), count, 5, 6);
  }

  private static List<Item> items(Outbox outbox, Lane lane) throws Exception {
    List<Item> items = new ArrayList<>();
    for (PendingSegment segment : outbox.pending(lane, 100_000)) {
      for (ItemId id : segment.items()) {
        items.add(Item.decode(outbox.item(id)));
      }
    }
    return items;
  }

  private void assertSigned(SignedSegment signed) {
    Bytes manifest = signed.manifest();
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(car.vault.sealPublicKey().toArray()));
    verifier.update(manifest.toArray(), 0, manifest.length());
    assertThat(signed.algorithm()).isEqualTo("Ed25519");
    assertThat(verifier.verifySignature(signed.signature().toArray())).isTrue();
  }
}
