package dev.breakwater.agent.statutory.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.agent.statutory.packet.Vector.Typed;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("GB/T 32960.3, packets of both editions")
class PacketTest {
  private static final String VIN = "LTEST0000BREAKWTR";
  private static final int UNIT_FROM = 24;

  static Stream<Vector> vectors() {
    return Vector.all();
  }

  static Stream<Arguments> wrongFields() {
    return Vector.all()
        .flatMap(
            vector ->
                IntStream.range(0, vector.fields().size())
                    .filter(at -> vector.fields().get(at).wrong().length() > 0)
                    .mapToObj(at -> Arguments.of(vector, at, vector.fields().get(at).field())));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void read_packetTypedFromTheTables_givesEveryField(Vector vector) throws Exception {
    var reading = PacketReader.read(vector.bytes());

    assertThat(reading.lines().stream().map(PacketTest::shown))
        .containsExactlyElementsOf(vector.fields().stream().map(PacketTest::shown).toList());
  }

  private static String shown(Line line) {
    return line.field() + " " + hex(line.bytes()) + " " + line.text();
  }

  private static String shown(Typed typed) {
    return typed.field() + " " + hex(typed.bytes()) + " " + typed.text();
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void encode_packetThatWasRead_givesTheSameBytes(Vector vector) throws Exception {
    assertThat(hex(Packet.decode(vector.bytes()).encode())).isEqualTo(hex(vector.bytes()));
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void decode_oneFieldWrong_namesIt(Vector vector, int at, String field) {
    var refused =
        catchThrowableOfType(WrongPacketException.class, () -> Packet.decode(vector.with(at)));

    // The name of a table is not known where the type itself is wrong.
    assertThat(refused.field()).isEqualTo(field.endsWith(".type") ? "type" : field);
    assertThat(refused.getMessage()).contains("GB/T 32960.3-").doesNotContain(VIN);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void decode_anyBitFlipped_isRefused(Vector vector) {
    for (int bit = 0; bit < 8 * vector.bytes().length(); bit++) {
      byte[] damaged = vector.bytes().toArray();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      var refused =
          catchThrowableOfType(WrongPacketException.class, () -> Packet.decode(Bytes.of(damaged)));

      assertThat(refused).as("bit %d", bit).isNotNull();
      assertThat(refused.offset()).isBetween(0, damaged.length);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void decode_packetCutAnywhereOrWithMoreBehind_isRefused(Vector vector) {
    Bytes whole = vector.bytes();
    for (int length = 0; length < whole.length(); length++) {
      Bytes cut = whole.slice(0, length);
      assertThat(catchThrowableOfType(WrongPacketException.class, () -> Packet.decode(cut)))
          .as("%d bytes", length)
          .isNotNull();
    }
    byte[] more = Arrays.copyOf(whole.toArray(), whole.length() + 1);
    assertThat(
            catchThrowableOfType(WrongPacketException.class, () -> Packet.decode(Bytes.of(more)))
                .field())
        .isEqualTo("length");
  }

  @ParameterizedTest
  @DisplayName("C15, PIPL Art. 6: a block of the maker's own never travels")
  @CsvSource({
    "2016-report, 80",
    "2016-report, FE",
    "2025-report, 80",
    "2025-report, BF",
    "2025-report, FE"
  })
  void decode_blockOfTheMaker_isRefusedByName(String name, String type) {
    byte[] packet = Vector.named(name).bytes().toArray();
    packet[UNIT_FROM + TimeField.LENGTH] = (byte) Integer.parseInt(type, 16);

    var refused =
        catchThrowableOfType(
            WrongPacketException.class, () -> Packet.decode(Vector.checked(Bytes.of(packet))));

    assertThat(refused.field()).isEqualTo("oem-block");
    assertThat(refused.offset()).isEqualTo(UNIT_FROM + TimeField.LENGTH);
  }

  @ParameterizedTest
  @CsvSource({
    "2016, 09, FE, command",
    "2016, 0B, FE, command",
    "2016, 01, 05, response",
    "2016, 01, 07, response"
  })
  void decode_codeOfTheLaterEdition_isNoCodeOfTheFirst(
      String edition, String command, String response, String field) {
    byte[] packet = Vector.named(edition + "-heartbeat").bytes().toArray();
    packet[2] = (byte) Integer.parseInt(command, 16);
    packet[3] = (byte) Integer.parseInt(response, 16);

    var refused =
        catchThrowableOfType(
            WrongPacketException.class, () -> Packet.decode(Vector.checked(Bytes.of(packet))));

    assertThat(refused.field()).isEqualTo(field);
  }

  @Test
  void decode_blockBehindTheSignature_isRefused() throws Exception {
    var report = (DataUnit.Report) Packet.decode(Vector.named("2025-report").bytes()).unit();
    List<Block> blocks = new ArrayList<>(report.blocks());
    blocks.add(blocks.get(0));
    Bytes bytes = packet(Edition.V2025, blocks).encode();

    var refused = catchThrowableOfType(WrongPacketException.class, () -> Packet.decode(bytes));

    assertThat(refused.field()).isEqualTo("type");
  }

  @Test
  void encode_valueThatTheFieldCannotHold_isAnErrorOfOurs() throws Exception {
    Table engine = Table.named(Edition.V2025, "engine");
    for (Value value : List.of(new Value.Unsigned(60_001), new Value.Text("x"))) {
      var block = new Block(engine, new Row(Map.of("crankshaft", value)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> packet(Edition.V2025, List.of(block)).encode());
    }
    var empty = new Block(engine, new Row(Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> packet(Edition.V2025, List.of(empty)).encode());
    var good = new Block(engine, new Row(Map.of("crankshaft", new Value.Unsigned(1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> packet(Edition.V2016, List.of(good)).encode());
  }

  private static Packet packet(Edition edition, List<Block> blocks) {
    return Packet.command(
        edition,
        Command.REPORT,
        VIN,
        new DataUnit.Report(Instant.EPOCH.plusSeconds(1L << 30), blocks));
  }

  @Test
  void toString_anyPacket_showsNoVin() throws Exception {
    assertThat(Packet.decode(Vector.named("2016-login").bytes()).toString()).doesNotContain(VIN);
  }

  @Test
  void source_everyTableNotReadInTheLaw_saysThatItIsUnverified() throws Exception {
    var lines = PacketReader.read(Vector.named("2016-report").bytes()).lines();

    assertThat(lines)
        .filteredOn(line -> line.field().startsWith("fuel-cell."))
        .allSatisfy(line -> assertThat(line.source().standing().text()).startsWith("unverified"));
    assertThat(lines.get(0).source().standing().text()).isEmpty();
  }
}
