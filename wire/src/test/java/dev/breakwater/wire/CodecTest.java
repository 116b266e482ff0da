package dev.breakwater.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  private static final VehicleRef VEHICLE = new VehicleRef("00112233445566778899aabbccddeeff");
  private static final ChainId CHAIN = new ChainId(VEHICLE, 3, Lane.BULK);
  private static final Digest DIGEST = Digest.of(new byte[] {1, 2, 3});
  private static final Bytes SMALL = Bytes.of(new byte[] {9, 8, 7});

  interface Decoder<T> {
    T decode(Bytes bytes) throws WireFormatException;
  }

  record Sample<T>(String name, T value, Function<T, Bytes> encoder, Decoder<T> decoder) {
    Bytes encoded() {
      return encoder.apply(value);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample<?>> samples() {
    var item =
        new Item(
            new ItemId(CHAIN, 7),
            Chunk.CATEGORY,
            "incident.review",
            1_790_000_000_000L,
            new SubjectRef("trip-1"),
            3,
            List.of("cn-auto/exterior-1"),
            SMALL);
    var segment =
        new Segment(CHAIN, 64, Digest.ZERO, List.of(DIGEST, DIGEST), DIGEST, 5, 6, "SYSTEM");
    var signed = new SignedSegment(segment.encode(), SignedSegment.ED25519, SMALL);
    var frame =
        new GateAttestation(
            0, 5, 48, 900, DIGEST, List.of(DIGEST), "file", GateAttestation.Check.NONE, 1, 2);
    var clip =
        new ClipManifest(
            DIGEST,
            "front",
            "video/mp4",
            640,
            360,
            1000,
            List.of(DIGEST),
            List.of(frame),
            List.of(new MaskedFrame(0, List.of(area(-3), area(785)))),
            Latencies.of(List.of(151L)));
    var chunk = new Chunk(DIGEST, 2, SMALL);
    var signal = new Signal("Vehicle.Speed", "31.5");
    var tombstone = new Tombstone(3, Lane.BULK, 9, DIGEST, Chunk.CATEGORY, "OUTBOX_FULL", 0);
    var activation = new Activation("cn-2026-12", 7, DIGEST, 1_796_054_400_000L);
    var receipt =
        new StatutoryReceipt(DIGEST, "V2025", "REISSUE", 1_790_000_000_000L, 17, "SUCCESS");
    var ruling =
        new PlanRuling(
            "braking", DIGEST, PlanRuling.Verdict.REFUSED, "no consent", List.of("pipl-29"), 5);
    var unlogged = new UnloggedItem(3, Lane.BULK, 9, DIGEST, 5, 6, "the log does not have it");
    var software =
        new RunningSoftware(
            "0.1.0", DIGEST, List.of(new RunningSoftware.RunningModel(DIGEST, Digest.ZERO)), 5);
    var consent =
        new ConsentChange(
            4,
            "position",
            List.of("position"),
            ConsentChange.State.YES,
            ConsentChange.Period.SEVEN_DAYS,
            1_796_054_400_000L,
            1_796_659_200_000L,
            DIGEST,
            "zh",
            "head-unit");
    var stayed =
        new StayedInCar(
            StayedInCar.Fate.WITHHELD, "exterior.frame", "detector failed", List.of(), 1, 5, 5);
    var logged = new LoggedItem(DIGEST.value(), SMALL, 5, List.of(DIGEST, DIGEST), SMALL);
    var raw = RawRecord.plain(RawRecord.Kind.SEGMENT, VEHICLE, SMALL);
    var sealed =
        new RawRecord(
            RawRecord.Kind.ITEM, VEHICLE, "key", ItemLabel.of(item, item.encode()), SMALL);
    var vehicle =
        new VehicleRecord(
            VEHICLE, DIGEST.value(), DIGEST, VehicleRecord.Status.ENROLLED, 1_790_000_000_000L);
    var outcome =
        new Outcome(
            Outcome.Verdict.QUARANTINED,
            VEHICLE.value(),
            -1,
            "",
            -1,
            DIGEST,
            "",
            "",
            0,
            17,
            List.of(),
            DIGEST,
            "UNDECODABLE",
            "a-key",
            SMALL);
    var about = new Statement.About("a/1/BULK/2", DIGEST, "trip-1", 5, "recipient");
    var excerpt = new CabinExcerpt("cloud-voice", SMALL);
    var erased = new Erased(VEHICLE.value(), 4, "navigation", 2, 30, 5, 6, 7);
    var erasure = new ErasureReceipt(erased.encode(), logged.encode(), 7);
    return Stream.of(
        new Sample<>("cabin excerpt", excerpt, CabinExcerpt::encode, CabinExcerpt::decode),
        new Sample<>("erased", erased, Erased::encode, Erased::decode),
        new Sample<>("erasure receipt", erasure, ErasureReceipt::encode, ErasureReceipt::decode),
        new Sample<>("item", item, Item::encode, Item::decode),
        new Sample<>("segment", segment, Segment::encode, Segment::decode),
        new Sample<>("signed segment", signed, SignedSegment::encode, SignedSegment::decode),
        new Sample<>("clip manifest", clip, ClipManifest::encode, ClipManifest::decode),
        new Sample<>("chunk", chunk, Chunk::encode, Chunk::decode),
        new Sample<>("signal", signal, Signal::encode, Signal::decode),
        new Sample<>("tombstone", tombstone, Tombstone::encode, Tombstone::decode),
        new Sample<>("activation", activation, Activation::encode, Activation::decode),
        new Sample<>(
            "statutory receipt", receipt, StatutoryReceipt::encode, StatutoryReceipt::decode),
        new Sample<>("plan ruling", ruling, PlanRuling::encode, PlanRuling::decode),
        new Sample<>("unlogged item", unlogged, UnloggedItem::encode, UnloggedItem::decode),
        new Sample<>(
            "running software", software, RunningSoftware::encode, RunningSoftware::decode),
        new Sample<>("consent change", consent, ConsentChange::encode, ConsentChange::decode),
        new Sample<>("logged item", logged, LoggedItem::encode, LoggedItem::decode),
        new Sample<>("stayed in car", stayed, StayedInCar::encode, StayedInCar::decode),
        new Sample<>("raw record", raw, RawRecord::encode, RawRecord::decode),
        new Sample<>("encrypted raw record", sealed, RawRecord::encode, RawRecord::decode),
        new Sample<>("vehicle record", vehicle, VehicleRecord::encode, VehicleRecord::decode),
        new Sample<>("outcome", outcome, Outcome::encode, Outcome::decode),
        new Sample<>(
            "statement",
            statement("EXPORT", List.of("rule"), about),
            Statement::encode,
            Statement::decode));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void record_encodedAndDecoded_isEqual(Sample<?> sample) throws WireFormatException {
    assertThat(sample.decoder.decode(sample.encoded())).isEqualTo(sample.value);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void record_cutAnywhere_isRejected(Sample<?> sample) {
    for (int length = 0; length < sample.encoded().length(); length++) {
      Bytes cut = sample.encoded().slice(0, length);
      assertThatThrownBy(() -> sample.decoder.decode(cut)).isInstanceOf(WireFormatException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void record_withAByteAppended_isRejected(Sample<?> sample) {
    byte[] longer = new byte[sample.encoded().length() + 1];
    sample.encoded().asBuffer().get(longer, 0, sample.encoded().length());
    assertThatThrownBy(() -> sample.decoder.decode(Bytes.of(longer)))
        .isInstanceOf(WireFormatException.class);
  }

  @Test
  void bytesField_claimingAGigabyte_isRejectedBeforeMemoryIsTaken() {
    byte[] forged = RawRecord.plain(RawRecord.Kind.ITEM, VEHICLE, SMALL).encode().toArray();
    // The body is last: its length byte (3, zigzag 6) becomes a varint of about one gigabyte.
    byte[] huge = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, 0x7f};
    byte[] message = new byte[forged.length - 4 + huge.length];
    System.arraycopy(forged, 0, message, 0, forged.length - 4);
    System.arraycopy(huge, 0, message, forged.length - 4, huge.length);
    assertThatThrownBy(() -> RawRecord.decode(Bytes.of(message)))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("length");
  }

  @Test
  void item_longerThanItsLimit_isRejected() {
    var item =
        new Item(
            new ItemId(CHAIN, 0),
            "x",
            "y",
            0,
            null,
            0,
            List.of(),
            Bytes.of(new byte[Item.MAX_BYTES + 1]));
    assertThatThrownBy(() -> Item.decode(item.encode()))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void unknownSchema_isRejectedByItsFingerprint() {
    assertThatThrownBy(() -> Segment.decode(new Signal("a", "b").encode()))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("fingerprint");
  }

  private static Statement statement(String stage, List<String> rules, Statement.About about) {
    String id = Statement.newId(new Random(7));
    return new Statement(id, stage, "RELEASED", rules, DIGEST, about, "key-name", 17);
  }

  @Test
  void statement_withAFormThatNoLeafCarries_doesNotExist() {
    var about = new Statement.About("x", DIGEST, "", 0, "");
    assertThat(statement("E".repeat(64), Collections.nCopies(64, "r".repeat(128)), about).id())
        .hasSize(32);
    assertThatThrownBy(() -> statement("E".repeat(65), List.of(), about))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> statement("two words", List.of(), about))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> statement("E", Collections.nCopies(65, "r"), about))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> statement("E", List.of("r".repeat(129)), about))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Statement.About("x".repeat(257), DIGEST, "", 0, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Statement.About("x", DIGEST, "a \"quote\"", 0, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attestation_checkedByAnotherModelThatItDoesNotName_isNone() {
    assertThatThrownBy(() -> attestation(List.of(DIGEST, DIGEST), GateAttestation.Check.PASSED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names that model");
    attestation(List.of(DIGEST, Digest.ZERO), GateAttestation.Check.PASSED);
    attestation(List.of(DIGEST, DIGEST), GateAttestation.Check.SAME_MODEL);
  }

  private static GateAttestation attestation(List<Digest> models, GateAttestation.Check check) {
    return new GateAttestation(0, 5, 48, 900, DIGEST, models, "file", check, 1, 2);
  }

  private static MaskedFrame.Area area(int tilt) {
    return new MaskedFrame.Area(
        MaskedFrame.Kind.PLATE, MaskedFrame.Shape.ROTATED_RECTANGLE, 1800, 1000, 110, 72, tilt);
  }

  @Test
  void maskedFrame_placesOfAClip_areTheFirstTheLastAndSomeBetween() {
    assertThat(MaskedFrame.places(0)).isEmpty();
    assertThat(MaskedFrame.places(1)).containsExactly(0);
    assertThat(MaskedFrame.places(3)).containsExactly(0, 1, 2);
    assertThat(MaskedFrame.places(180)).containsExactly(0, 35, 71, 107, 143, 179);
  }

  @Test
  void clipManifest_ofTheLongestClip_fitsAnItem() throws WireFormatException {
    var chunks = IntStream.range(0, 200).mapToObj(i -> Digest.of(new byte[] {(byte) i})).toList();
    var frames =
        LongStream.range(0, 1_700)
            .mapToObj(
                i ->
                    new GateAttestation(
                        i,
                        1_790_000_000_000L + 33 * i,
                        48 + 20_000 * i,
                        20_000,
                        DIGEST,
                        List.of(DIGEST, DIGEST),
                        "camera",
                        GateAttestation.Check.SAME_MODEL,
                        3,
                        3))
            .toList();
    var areas = Collections.nCopies(MaskedFrame.MAX_AREAS, area(3141));
    var masked = MaskedFrame.places(1_700).stream().map(i -> new MaskedFrame(i, areas)).toList();
    var clip =
        new ClipManifest(
            DIGEST,
            "front",
            "video/mp4",
            1920,
            1080,
            1,
            chunks,
            frames,
            masked,
            Latencies.NOT_TOLD);
    assertThat(masked).hasSize(MaskedFrame.MAX_FRAMES);
    assertThat(ClipManifest.decode(clip.encode())).isEqualTo(clip);
  }

  @Test
  @DisplayName("GB/T 44464-2024 §5.2.2: no consent is for ever")
  void consent_grantWithoutAnEnd_doesNotExist() {
    assertThatThrownBy(() -> consent(ConsentChange.State.YES, ConsentChange.Period.NONE, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> consent(ConsentChange.State.IN_VEHICLE, ConsentChange.Period.ONCE, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> consent(ConsentChange.State.NO, ConsentChange.Period.ONCE, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(consent(ConsentChange.State.NO, ConsentChange.Period.NONE, 0).grants()).isFalse();
  }

  private static ConsentChange consent(
      ConsentChange.State state, ConsentChange.Period period, long until) {
    return new ConsentChange(1, "p", List.of("c"), state, period, 5, until, DIGEST, "en", "test");
  }
}
