package dev.breakwater.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.WireFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a car sends may be anything; a car that signs what it likes gets further. */
final class AdmissionFuzzTest {
  private static final long NOW = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();
  private static final PoliciesInForce POLICIES =
      new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
  private static final List<String> CATEGORIES =
      List.of(
          ClipManifest.CATEGORY,
          Chunk.CATEGORY,
          Tombstone.CATEGORY,
          Activation.CATEGORY,
          PlanRuling.CATEGORY,
          RunningSoftware.CATEGORY,
          UnloggedItem.CATEGORY,
          StayedInCar.CATEGORY,
          "vehicle.motion.speed");

  static Stream<FuzzTarget> targets() {
    return Stream.of(arrival(), signedSegment(), sealedPayload());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("targets")
  void admission_whateverACarSends_decidesAndStaysSound(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  private static final ItemCipher CIPHER = cipher();

  private static ItemCipher cipher() {
    try {
      return TestCiphers.on(Files.createTempDirectory("keys"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fresh job that has accepted nothing yet. */
  private static final class Job {
    final SealingCar car = new SealingCar(1, NOW);
    final Ledger ledger = AdmissionTest.ledger();
    final Admission admission =
        new Admission(
            ledger, POLICIES, null, Set.of(SealingCar.MODEL), Duration.ofMinutes(10), CIPHER);

    void admit(Arrival arrival) throws WireFormatException {
      Optional<Outcome> outcome;
      try {
        outcome = admission.admit(arrival, car.enrolled());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      AdmissionTest.assertSound(ledger);
      if (outcome.isPresent()) {
        assertThat(Outcome.decode(outcome.get().encode())).isEqualTo(outcome.get());
      }
    }

    void admit(RawRecord.Kind kind, Bytes body) throws WireFormatException {
      admit(Arrival.of(RawRecord.plain(kind, car.vehicle(), body), NOW));
    }
  }

  private static FuzzTarget arrival() {
    var car = new SealingCar(1, NOW);
    Item item = car.signals(1).get(0);
    Bytes segment = car.seal(List.of(item)).encode();
    return FuzzTarget.of("arrival", input -> new Job().admit(Arrival.of(Bytes.of(input), NOW)))
        .startingFrom(raw(RawRecord.Kind.SEGMENT, car, segment))
        .startingFrom(raw(RawRecord.Kind.ITEM, car, item.encode()));
  }

  private static byte[] raw(RawRecord.Kind kind, SealingCar car, Bytes body) {
    return RawRecord.plain(kind, car.vehicle(), body).encode().toArray();
  }

  private static FuzzTarget signedSegment() {
    var car = new SealingCar(1, NOW);
    return FuzzTarget.of(
            "signed-by-the-car", WireFormatException.class, AdmissionFuzzTest::signAndSend)
        .startingFrom(car.segment(car.signals(3)).encode().toArray());
  }

  private static void signAndSend(byte[] manifest) throws WireFormatException {
    var job = new Job();
    var signed = job.car.sign(Segment.decode(Bytes.of(manifest)));
    job.admit(RawRecord.Kind.SEGMENT, signed.encode());
    job.admit(RawRecord.Kind.SEGMENT, signed.encode());
  }

  /**
   * The first byte chooses the category, the rest is the payload; all is sealed as it should be.
   */
  private static FuzzTarget sealedPayload() {
    var car = new SealingCar(1, NOW);
    List<Item> clip = car.clip(100, 7).items();
    var lost = new Tombstone(1, Lane.BULK, 9, SealingCar.MODEL, Chunk.CATEGORY, "OUTBOX_FULL", 0);
    return FuzzTarget.of("sealed-payload", AdmissionFuzzTest::sealAndSend)
        .startingFrom(choosing(0, clip.get(0).payload()))
        .startingFrom(choosing(1, clip.get(1).payload()))
        .startingFrom(choosing(2, lost.encode()))
        .startingFrom(choosing(3, car.stayed(StayedInCar.Fate.WITHHELD).payload()))
        .startingFrom(choosing(4, car.signals(1).get(0).payload()));
  }

  private static byte[] choosing(int category, Bytes payload) {
    var input = new ByteArrayOutputStream();
    input.write(category);
    input.writeBytes(payload.toArray());
    return input.toByteArray();
  }

  private static void sealAndSend(byte[] input) throws WireFormatException {
    if (input.length == 0) {
      return;
    }
    var job = new Job();
    String category = CATEGORIES.get(Byte.toUnsignedInt(input[0]) % CATEGORIES.size());
    Lane lane = category.startsWith("vehicle") ? Lane.TELEMETRY : Lane.BULK;
    Item item = job.car.item(lane, category, Bytes.of(Arrays.copyOfRange(input, 1, input.length)));
    job.admit(RawRecord.Kind.SEGMENT, job.car.seal(List.of(item)).encode());
    job.admit(RawRecord.Kind.ITEM, item.encode());
    job.admit(RawRecord.Kind.ITEM, item.encode());
  }
}
