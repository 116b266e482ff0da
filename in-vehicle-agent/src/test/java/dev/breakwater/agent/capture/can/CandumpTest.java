package dev.breakwater.agent.capture.can;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.capture.TraceLine;
import dev.breakwater.agent.capture.TraceLine.Sample;
import dev.breakwater.agent.capture.TraceLine.Unreadable;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known answers, worked out by hand from the bits. */
class CandumpTest {
  private static final String DBC =
      """
      VERSION "1"
      BU_: Gateway
      BO_ 291 Motion: 8 Gateway
       SG_ Speed : 0|16@1+ (0.01,0) [0|655.35] "km/h" Vector__XXX
       SG_ Steering : 23|12@0- (0.5,0) [-1024|1023.5] "deg" Vector__XXX
       SG_ Temperature : 40|8@1- (1,-40) [-168|87] "C" Vector__XXX
       SG_ Gear : 55|4@0+ (1,0) [0|15] "" Vector__XXX

      BO_ 2566844926 Wide: 8 Gateway
       SG_ Counter : 0|64@1+ (1,0) [0|0] "" Vector__XXX
       SG_ Signed64 : 7|64@0- (1,0) [0|0] "" Vector__XXX

      BO_ 512 Battery: 4 Gateway
       SG_ Page M : 0|8@1+ (1,0) [0|255] "" Vector__XXX
       SG_ Voltage m0 : 8|16@1+ (0.1,0) [0|6553.5] "V" Vector__XXX
       SG_ Current m1 : 8|16@1- (0.1,0) [-3276.8|3276.7] "A" Vector__XXX
       SG_ Deeper m2M : 8|8@1+ (1,0) [0|255] "" Vector__XXX
       SG_ Real m3 : 0|32@1- (1,0) [0|0] "" Vector__XXX
      SIG_VALTYPE_ 512 Real : 1;
      CM_ SG_ 291 Speed "SG_ in a comment is none";
      """;

  private static final String MAP =
      """
      signals:
        - {path: Vehicle.Speed, message: Motion, signal: Speed}
        - {path: Vehicle.Chassis.SteeringWheel.Angle, message: Motion, signal: Steering}
        - {path: Vehicle.Exterior.AirTemperature, message: Motion, signal: Temperature}
        - {path: Vehicle.Powertrain.Transmission.CurrentGear, message: Motion, signal: Gear}
        - {path: Vehicle.A, message: Wide, signal: Counter}
        - {path: Vehicle.B, message: Wide, signal: Signed64}
        - {path: Vehicle.Voltage, message: Battery, signal: Voltage}
        - {path: Vehicle.Current, message: Battery, signal: Current}
      """;

  private final CandumpLines lines = new CandumpLines(signals(MAP));

  @Test
  void frame_intelAndMotorola_signedAndScaled_giveTheKnownValues() {
    // Speed: bytes 10 27 are 0x2710 = 10000, times 0.01. Steering: byte 2 is F8, byte 3 begins with
    // 0: 0xF80 of 12 bits is -128, times 0.5. Temperature: 0xEC is -20, less 40. Gear: high half of
    // byte 6, whose highest bit is 55.
    assertThat(read("(1436509052.249713) can0 123#1027F80000EC3000"))
        .containsExactlyInAnyOrder(
            sample(0, "Vehicle.Speed", "100"),
            sample(0, "Vehicle.Chassis.SteeringWheel.Angle", "-64"),
            sample(0, "Vehicle.Exterior.AirTemperature", "-60"),
            sample(0, "Vehicle.Powertrain.Transmission.CurrentGear", "3"));
  }

  @ParameterizedTest
  @CsvSource({
    "FFFFFFFFFFFFFFFF, 18446744073709551615, -1",
    "0100000000000000, 1, 72057594037927936",
    "8000000000000000, 128, -9223372036854775808"
  })
  void frame_ofTheLongIdentifier_givesAll64Bits(String data, String intel, String motorola) {
    assertThat(read("(0.000000) can0 18FEF1FE#" + data))
        .containsExactlyInAnyOrder(sample(0, "Vehicle.A", intel), sample(0, "Vehicle.B", motorola));
  }

  @Test
  void frame_multiplexed_givesWhatTheSelectorSays() {
    assertThat(read("(0.0) can0 200#00A00F00")).hasOnlyElementsOfType(Unreadable.class);
    assertThat(read("(0.000000) can0 200#00A00F00"))
        .containsExactly(sample(0, "Vehicle.Voltage", "400"));
    assertThat(read("(0.000000) can0 200#01F6FF00"))
        .containsExactly(sample(0, "Vehicle.Current", "-1"));
    assertThat(read("(0.000000) can0 200#07000000"))
        .containsExactly(new Unreadable("no signal of the frame is mapped"));
  }

  @Test
  void time_countsFromTheFirstFrame() {
    read("(1436509052.249713) can0 7FF#00");
    assertThat(read("(1436509053.500000) can0 200#00A00F00"))
        .containsExactly(sample(1251, "Vehicle.Voltage", "400"));
    assertThat(read("(1436509052.000000) can0 200#00A00F00"))
        .containsExactly(new Unreadable("the sample is out of range"));
  }

  @Test
  void frame_shorterThanItsSignals_isUnreadableForThese() {
    assertThat(read("(0.000000) can0 123#1027"))
        .contains(sample(0, "Vehicle.Speed", "100"), new Unreadable("the frame is too short"))
        .hasSize(4);
    assertThat(read("(0.000000) can0 200#"))
        .containsExactly(new Unreadable("the frame is too short"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "can0  123   [2]  10 27",
        "(0.000000) can0 123#R",
        "(0.000000) can0 123#102",
        "(0.000000) can0 12#10",
        "(x) can0 123#10"
      })
  void line_thatIsNoFrame_isUnreadable(String line) {
    assertThat(read(line)).containsExactly(new Unreadable("the line is not a frame of candump -L"));
  }

  @Test
  void flexibleDataRate_andDirections_areRead() {
    assertThat(read("(0.000000) can0 200##100A00F00 R"))
        .containsExactly(sample(0, "Vehicle.Voltage", "400"));
  }

  @Test
  void map_whatTheDbcFileLacks_isNamedWithItsPlace() {
    String map =
        """
        signals:
          - {path: Vehicle.Speed, message: Motion, signal: Velocity}
          - {path: Vehicle.X, message: Nothing, signal: Speed}
          - {path: Vehicle.R, message: Battery, signal: Real}
          - {path: Vehicle.D, message: Battery, signal: Deeper}
          - {path: not a path, message: Motion, signal: Speed}
        """;
    assertThatThrownBy(() -> load(map, DBC))
        .isInstanceOfSatisfying(
            InvalidSourceException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.line() + ":" + problem.column())
                    .containsExactly("2:52", "3:32", "4:49", "5:49", "6:12"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BO_ many Motion: 8 Gateway",
        "BO_ 1 Motion: 65 Gateway",
        " SG_ Orphan : 0|8@1+ (1,0) [0|1] \"\" X",
        "BO_ 1 M: 1 X\n SG_ Big : 4|8@1+ (1,0) [0|1] \"\" X",
        "BO_ 1 M: 1 X\n SG_ Big : 3|8@0+ (1,0) [0|1] \"\" X",
        "BO_ 1 M: 8 X\n SG_ Wide : 0|65@1+ (1,0) [0|1] \"\" X",
        "BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (1E999999999,0) [0|1] \"\" X",
        "BO_ 1 M: 8 X\nBO_ 1 N: 8 X",
        "BO_ 1 M: 8 X\nBO_ 2 M: 8 X",
        "BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (1,0) [0|1] \"\" X\n SG_ S : 8|8@1+ (1,0) [0|1] \"\" X",
      })
  void dbc_badLine_isRefusedWithItsPlace(String dbc) {
    assertThatThrownBy(() -> load("signals: []", dbc))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("car.dbc:" + dbc.lines().count() + ":1: ");
  }

  @Test
  void dbc_overTheLimit_isRefused() {
    assertThatThrownBy(() -> load("signals: []", " ".repeat(DbcReader.MAX_BYTES + 1)))
        .isInstanceOf(InvalidSourceException.class);
  }

  private List<TraceLine> read(String line) {
    return lines.read(line.getBytes(UTF_8));
  }

  private static TraceLine sample(long millis, String path, String value) {
    return new Sample(millis, new Signal(path, value));
  }

  private static CanSignals signals(String map) {
    try {
      return load(map, DBC);
    } catch (InvalidSourceException e) {
      throw new AssertionError(e);
    }
  }

  private static CanSignals load(String map, String dbc) throws InvalidSourceException {
    return CanSignals.load(
        Bytes.of(map.getBytes(UTF_8)), "map.yaml", Bytes.of(dbc.getBytes(UTF_8)), "car.dbc");
  }
}
