package dev.breakwater.agent.statutory.packet;

import static dev.breakwater.agent.statutory.packet.Parts.MAX_COUNT;
import static dev.breakwater.agent.statutory.packet.Parts.converter;
import static dev.breakwater.agent.statutory.packet.Parts.current;
import static dev.breakwater.agent.statutory.packet.Parts.degrees;
import static dev.breakwater.agent.statutory.packet.Parts.faults;
import static dev.breakwater.agent.statutory.packet.Parts.fix;
import static dev.breakwater.agent.statutory.packet.Parts.index;
import static dev.breakwater.agent.statutory.packet.Parts.millivolts;
import static dev.breakwater.agent.statutory.packet.Parts.percent;
import static dev.breakwater.agent.statutory.packet.Parts.temperature;
import static dev.breakwater.agent.statutory.packet.Parts.voltage;

import dev.breakwater.agent.statutory.packet.Source.Standing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The types of information of GB/T 32960.3-2025, 7.2.4, but for those of fuel cells. */
final class Tables2025 {
  /** The type that begins the signature, which is the last block of a report. */
  static final int SIGNATURE = 0xFF;

  private static final List<String> ALARMS =
      Stream.concat(
              Tables2016.ALARMS.stream(),
              Stream.of(
                  "motor overspeed",
                  "motor overcurrent",
                  "supercapacitor temperature",
                  "supercapacitor overvoltage",
                  "thermal event",
                  "hydrogen leak",
                  "hydrogen pressure",
                  "hydrogen temperature",
                  "fuel cell temperature"))
          .toList();

  private Tables2025() {}

  static Stream<Table> all() {
    return Stream.concat(
        Stream.of(
            vehicle(),
            driveMotor(),
            engine(),
            position(),
            alarm(),
            voltages(),
            temperatures(),
            signature()),
        Storage2025.all());
  }

  static Source source(String clause, Standing standing) {
    return new Source(Edition.V2025, clause, standing);
  }

  private static Table vehicle() {
    return new Table(
        0x01,
        "vehicle",
        Set.of("vehicle"),
        source("7.2.4.1, table 10", Standing.AGREED),
        Layout.of(
            CodeField.of("state", "started", "switched off", "another state"),
            CodeField.of("charging", "parked", "driving", "not charging", "charged"),
            CodeField.of("mode", "electric", "hybrid", "fuel"),
            NumberField.of("speed", 2).upTo(5000).per(10).in("km/h"),
            NumberField.of("odometer", 4).upTo(9_999_999).per(10).in("km"),
            voltage("voltage", 60_000),
            current("current", 3000),
            percent("charge"),
            converter("converter"),
            new GearField("gear", true),
            NumberField.of("insulation", 2).upTo(60_000).in("kΩ")));
  }

  private static Table driveMotor() {
    var motor =
        Layout.of(
            index("number", 253),
            CodeField.of("state", "consuming", "generating", "off", "ready"),
            temperature("controller-temperature"),
            NumberField.of("speed", 2).upTo(MAX_COUNT).less(32_000).in("r/min"),
            NumberField.of("torque", 4).upTo(400_000).per(10).less(20_000).in("N·m"),
            temperature("temperature"));
    return new Table(
        0x02,
        "drive-motor",
        Set.of("drive-motor"),
        source("7.2.4.4, tables 15 and 16", Standing.AGREED),
        Layout.of(RowsField.of("motor", 1, 1, 253, motor)));
  }

  private static Table engine() {
    return new Table(
        0x04,
        "engine",
        Set.of("engine"),
        source("7.2.4.7, table 20", Standing.AGREED),
        Layout.of(NumberField.of("crankshaft", 2).upTo(60_000).in("r/min")));
  }

  private static Table position() {
    var systems = new CodeField("system", Map.of(1, "WGS-84", 2, "GCJ-02", 3, "another"));
    return new Table(
        0x05,
        "position",
        Set.of("position"),
        source("7.2.4.8, tables 21 and 22", Standing.STATED),
        Layout.of(fix(), systems, degrees("longitude", 180), degrees("latitude", 90)));
  }

  private static Table alarm() {
    var general =
        Layout.of(
            NumberField.of("bit", 1).upTo(ALARMS.size() - 1).unmarked(),
            new NumberField("level", 1, 0, Marks.invalid(1), 1, 0, "", false));
    return new Table(
        0x06,
        "alarm",
        Set.of("alarm"),
        source("7.2.4.9, tables 23 and 24", Standing.AGREED),
        Layout.of(
            Tables2016.level(4),
            new FlagsField("flags", 4, ALARMS),
            faults("storage-fault", 253),
            faults("motor-fault", 253),
            faults("engine-fault", 253),
            faults("other-fault", 253),
            RowsField.of("general", 1, 0, 253, general)));
  }

  private static Table voltages() {
    var pack =
        Layout.of(
            index("number", 50),
            voltage("voltage", 60_000),
            current("current", 3000),
            RowsField.of("cell", 2, 1, MAX_COUNT, Layout.of(millivolts("voltage", 60_000))));
    return new Table(
        0x07,
        "cell-voltage",
        Set.of("cell-voltage"),
        source("7.2.4.2, tables 11 and 12", Standing.SINGLE),
        Layout.of(RowsField.of("pack", 1, 0, 50, pack)));
  }

  private static Table temperatures() {
    var pack =
        Layout.of(
            index("number", 50),
            RowsField.of("probe", 2, 1, MAX_COUNT, Layout.of(temperature("temperature"))));
    return new Table(
        0x08,
        "temperature",
        Set.of("temperature"),
        source("7.2.4.3, tables 13 and 14", Standing.AGREED),
        Layout.of(RowsField.of("pack", 1, 0, 50, pack)));
  }

  private static Table signature() {
    return new Table(
        SIGNATURE,
        "signature",
        Set.of("signature"),
        source("7.2.2, table 8", Standing.STATED),
        new Layout(signatureFields()));
  }

  /** Returns the fields of a signature: over what stands from the time to before them. */
  static List<Field> signatureFields() {
    return List.of(
        new CodeField("algorithm", Map.of(1, "SM2", 2, "RSA", 3, "ECC")),
        new OctetsField("r", MAX_COUNT),
        new OctetsField("s", MAX_COUNT));
  }
}
