package dev.breakwater.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class StateTypeTest {
  private static final VehicleRef VEHICLE = new VehicleRef("0123456789abcdef".repeat(2));
  private static final ChainId CHAIN = new ChainId(VEHICLE, 3, Lane.BULK);
  private static final Digest DIGEST = Digest.of(new byte[] {7});
  private static final Bytes BYTES = Bytes.of(new byte[] {1, 2, 3});

  private static final ItemLabel LABEL =
      new ItemLabel(new ItemId(CHAIN, 9), DIGEST, "position", "navigation", 4);

  /** Each type with a value and the digest of what its version writes for it, for ever. */
  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of(
            StateType.BYTES,
            BYTES,
            "24516634c970e5acce703047db369d185eeeca608a781d79a7cb605115505195"),
        Arguments.of(
            StateType.DIGEST,
            DIGEST,
            "b6d58dfa6547c1eb7f0d4ffd3e3bd6452213210ea51baa70b97c31f011187215"),
        Arguments.of(
            StateType.CHAIN_ID,
            CHAIN,
            "9591c6f9716259841a4195051636d1f2fcf62d0fad5e3565e11a351bc875bcfb"),
        Arguments.of(
            StateType.ITEM_ID,
            new ItemId(CHAIN, 9),
            "d019dd7d4fe57bf8337e1c80f18f3a97a77081622f2be593c10fea58f19d0866"),
        Arguments.of(
            StateType.CHUNK_ID,
            new ChunkId(CHAIN, DIGEST, 2),
            "ce608e0db6382c817db0da67df7716ca1dd83beb14802c1d7a879736509b6717"),
        Arguments.of(
            StateType.CHAIN_HEAD,
            new ChainHead(64, 5, 2, 1, List.of(new SegmentMark(0, DIGEST))),
            "9a6e40d04483495314ae74a17fd5a4cc193230ae6309ebe7956f9850056c1182"),
        Arguments.of(
            StateType.GAP,
            new Gap(DIGEST, 5, Digest.ZERO),
            "565bd30620e54d494d969f7d93da237764816713006f4bc99c885a8d76c33031"),
        Arguments.of(
            StateType.ARRIVAL,
            new Arrival("ITEM", VEHICLE.value(), "key", LABEL, BYTES, 5),
            "5728dc55dd30b89dc3bc39cb181d07327a3f104ab25c1be8ba7511e3148206b9"),
        Arguments.of(
            StateType.WITHDRAWN,
            new Withdrawn(7, List.of("position", "driver")),
            "7a240a7934f097c74ed7ab8190aa65cdd7d8e0e2ef2c0cfa6d1c6641a77e711c"),
        Arguments.of(StateType.OUTCOME, outcome(), lengthAndWireEncoding()));
  }

  /** The wire module keeps its own encodings readable; here only the frame round it is ours. */
  private static String lengthAndWireEncoding() {
    byte[] wire = outcome().encode().toArray();
    return Digest.of(ByteBuffer.allocate(4 + wire.length).putInt(wire.length).put(wire).array())
        .hex();
  }

  private static Outcome outcome() {
    return new Outcome(
        Outcome.Verdict.STORED,
        VEHICLE.value(),
        3,
        "BULK",
        9,
        Digest.of(BYTES),
        "exterior.clip.chunk",
        "incident.review",
        4,
        5,
        List.of("rule"),
        DIGEST,
        "",
        "",
        BYTES);
  }

  private static <T> byte[] written(TypeSerializer<T> serializer, T value) throws IOException {
    var out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  private static <T> TypeSerializer<T> serializer(StateType<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void value_writtenAndRead_isEqual(StateType<T> type, T value) throws IOException {
    var serializer = serializer(type);
    byte[] written = written(serializer, value);
    assertThat(serializer.deserialize(new DataInputDeserializer(written))).isEqualTo(value);
    var copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(written), copied);
    assertThat(copied.getCopyOfBuffer()).isEqualTo(written);
    assertThat(value).isInstanceOf(type.getTypeClass());
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void value_written_isByteForByteWhatTheFirstReleaseWrote(
      StateType<T> type, T value, String digest) throws IOException {
    assertThat(Digest.of(written(serializer(type), value)).hex()).as("%s", type).isEqualTo(digest);
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void snapshot_readBack_restoresASerializerThatReadsTheState(StateType<T> type, T value)
      throws IOException {
    var serializer = serializer(type);
    var out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<T> restored =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    var compatible = serializer.snapshotConfiguration().resolveSchemaCompatibility(restored);
    assertThat(compatible.isCompatibleAsIs()).isTrue();
    var input = new DataInputDeserializer(written(serializer, value));
    assertThat(restored.restoreSerializer().deserialize(input)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void serializer_shippedByJavaSerialization_works(StateType<T> type, T value)
      throws Exception {
    TypeSerializer<T> shipped = InstantiationUtil.clone(serializer(type));
    assertThat(shipped).isEqualTo(serializer(type));
    var input = new DataInputDeserializer(written(shipped, value));
    assertThat(shipped.deserialize(input)).isEqualTo(value);
  }

  @Test
  void arrival_ofTheFirstVersion_isReadAsPlain() throws IOException {
    var out = new DataOutputSerializer(64);
    out.writeUTF("ITEM");
    out.writeUTF(VEHICLE.value());
    out.writeInt(BYTES.length());
    out.write(BYTES.toArray());
    out.writeLong(5);
    var input = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(Formats.ARRIVAL.reader().read(1, input))
        .isEqualTo(new Arrival("ITEM", VEHICLE.value(), "", null, BYTES, 5));
  }

  @Test
  void format_ofANewerVersion_readsTheOlderAndIsRefusedByIt() {
    var newer =
        new StateSnapshot<>(
            new Format<>(
                "digest", 2, Digest.class, Formats.DIGEST.writer(), Formats.DIGEST.reader()));
    var older = new StateSnapshot<>(Formats.DIGEST);
    assertThat(newer.resolveSchemaCompatibility(older).isCompatibleAfterMigration()).isTrue();
    assertThat(older.resolveSchemaCompatibility(newer).isIncompatible()).isTrue();
  }

  @Test
  void format_ofAnotherName_isNotCompatible() {
    @SuppressWarnings({"unchecked", "rawtypes"}) // what Flink would be asked after a mix-up
    TypeSerializerSnapshot<Digest> other =
        (TypeSerializerSnapshot) new StateSnapshot<>(Formats.GAP);
    assertThat(
            new StateSnapshot<>(Formats.DIGEST).resolveSchemaCompatibility(other).isIncompatible())
        .isTrue();
  }

  @Test
  void bytes_claimingMoreThanAnyRecordHas_areRefusedBeforeTheyAreAllocated() throws IOException {
    var out = new DataOutputSerializer(8);
    out.writeInt(Formats.MAX_BYTES + 1);
    var input = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThatThrownBy(() -> serializer(StateType.BYTES).deserialize(input))
        .isInstanceOf(IOException.class);
  }
}
