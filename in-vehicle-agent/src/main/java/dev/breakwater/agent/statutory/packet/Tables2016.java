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
import java.util.Set;
import java.util.stream.Stream;

/** The types of information of GB/T 32960.3-2016, 7.2.3 and B.3.5.3. */
final class Tables2016 {
  /** What the bits of table 18 say, the lowest first. */
  static final List<String> ALARMS =
      List.of(
          "temperature difference",
          "battery temperature high",
          "storage overvoltage",
          "storage undervoltage",
          "charge low",
          "cell overvoltage",
          "cell undervoltage",
          "charge high",
          "charge jumps",
          "storage does not match",
          "cells uneven",
          "insulation",
          "converter temperature",
          "brakes",
          "converter state",
          "motor controller temperature",
          "high-voltage interlock",
          "motor temperature",
          "storage overcharged");

  private Tables2016() {}

  static Stream<Table> all() {
    return Stream.of(
        vehicle(),
        driveMotor(),
        fuelCell(),
        engine(),
        position(),
        extremes(),
        alarm(),
        voltages(),
        temperatures());
  }

  private static Source source(String clause, Standing standing) {
    return new Source(Edition.V2016, clause, standing);
  }

  private static Table vehicle() {
    return new Table(
        0x01,
        "vehicle",
        Set.of("vehicle"),
        source("B.3.5.3.1, table B.4", Standing.AGREED),
        Layout.of(
            CodeField.of("state", "started", "switched off", "another state"),
            CodeField.of("charging", "parked", "driving", "not charging", "charged"),
            CodeField.of("mode", "electric", "hybrid", "fuel"),
            NumberField.of("speed", 2).upTo(2200).per(10).in("km/h"),
            NumberField.of("odometer", 4).upTo(9_999_999).per(10).in("km"),
            voltage("voltage", 10_000),
            current("current", 1000),
            percent("charge"),
            converter("converter"),
            new GearField("gear", false),
            // The table names no marks here; without one, a car that does not measure could not
            // report.
            NumberField.of("insulation", 2).upTo(60_000).in("kΩ"),
            percent("accelerator"),
            // 101 says that the brake is used where nobody measures how far.
            NumberField.of("brake", 1).upTo(101).in("%")));
  }

  private static Table driveMotor() {
    var motor =
        Layout.of(
            index("number", 253).unmarked(),
            CodeField.of("state", "consuming", "generating", "off", "ready"),
            temperature("controller-temperature"),
            NumberField.of("speed", 2).upTo(MAX_COUNT).less(20_000).in("r/min"),
            NumberField.of("torque", 2).upTo(MAX_COUNT).per(10).less(2000).in("N·m"),
            temperature("temperature"),
            voltage("voltage", 60_000),
            current("current", 1000));
    return new Table(
        0x02,
        "drive-motor",
        Set.of("drive-motor"),
        source("7.2.3.2, tables 10 and 11", Standing.AGREED),
        Layout.of(new RowsField("motor", 1, 1, 253, false, motor)));
  }

  private static Table fuelCell() {
    var probe = NumberField.of("temperature", 1).upTo(240).less(40).in("°C").unmarked();
    return new Table(
        0x03,
        "fuel-cell",
        Set.of("fuel-cell"),
        source("7.2.3.3, table 12", Standing.SINGLE),
        Layout.of(
            voltage("voltage", 20_000),
            NumberField.of("current", 2).upTo(20_000).per(10).in("A"),
            NumberField.of("consumption", 2).upTo(60_000).per(100).in("kg/100 km"),
            RowsField.of("probe", 2, 0, MAX_COUNT, Layout.of(probe)),
            NumberField.of("hydrogen-temperature", 2).upTo(2400).per(10).less(40).in("°C"),
            index("hydrogen-temperature-probe", 252),
            NumberField.of("hydrogen-concentration", 2).upTo(60_000).in("mg/kg"),
            index("hydrogen-concentration-sensor", 252),
            NumberField.of("hydrogen-pressure", 2).upTo(1000).per(10).in("MPa").unmarked(),
            index("hydrogen-pressure-sensor", 252),
            converter("converter")));
  }

  private static Table engine() {
    return new Table(
        0x04,
        "engine",
        Set.of("engine"),
        source("7.2.3.4, table 13", Standing.AGREED),
        Layout.of(
            CodeField.of("state", "started", "switched off"),
            NumberField.of("crankshaft", 2).upTo(60_000).in("r/min"),
            NumberField.of("consumption", 2).upTo(60_000).per(100).in("L/100 km")));
  }

  private static Table position() {
    return new Table(
        0x05,
        "position",
        Set.of("position"),
        source("7.2.3.5, tables 14 and 15", Standing.AGREED),
        Layout.of(fix(), degrees("longitude", 180), degrees("latitude", 90)));
  }

  private static Table extremes() {
    return new Table(
        0x06,
        "extremes",
        Set.of("cell-voltage", "temperature"),
        source("7.2.3.6, table 16", Standing.AGREED),
        Layout.of(
            index("highest-voltage-subsystem", 250),
            index("highest-voltage-cell", 250),
            millivolts("highest-voltage", 15_000),
            index("lowest-voltage-subsystem", 250),
            index("lowest-voltage-cell", 250),
            millivolts("lowest-voltage", 15_000),
            index("highest-temperature-subsystem", 250),
            index("highest-temperature-probe", 250),
            temperature("highest-temperature"),
            index("lowest-temperature-subsystem", 250),
            index("lowest-temperature-probe", 250),
            temperature("lowest-temperature")));
  }

  private static Table alarm() {
    return new Table(
        0x07,
        "alarm",
        Set.of("alarm"),
        source("7.2.3.7, tables 17 and 18", Standing.AGREED),
        Layout.of(
            level(3),
            new FlagsField("flags", 4, ALARMS),
            faults("storage-fault", 252),
            faults("motor-fault", 252),
            faults("engine-fault", 252),
            faults("other-fault", 252)));
  }

  /** Returns the highest level of the faults that there are, 0 if there is none. */
  static NumberField level(int highest) {
    return NumberField.of("level", 1).upTo(highest);
  }

  private static Table voltages() {
    var cell = Layout.of(millivolts("voltage", 60_000));
    var subsystem =
        Layout.of(
            index("number", 250).unmarked(),
            voltage("voltage", 10_000),
            current("current", 1000),
            NumberField.of("cells", 2).from(1).upTo(MAX_COUNT),
            NumberField.of("first-cell", 2).from(1).upTo(MAX_COUNT).unmarked(),
            new RowsField("cell", 1, 1, 200, false, cell));
    return new Table(
        0x08,
        "cell-voltage",
        Set.of("cell-voltage"),
        source("B.3.5.3.8, tables B.5 and B.6", Standing.SINGLE),
        Layout.of(RowsField.of("subsystem", 1, 1, 250, subsystem)));
  }

  private static Table temperatures() {
    var subsystem =
        Layout.of(
            index("number", 250).unmarked(),
            RowsField.of("probe", 2, 1, MAX_COUNT, Layout.of(temperature("temperature"))));
    return new Table(
        0x09,
        "temperature",
        Set.of("temperature"),
        source("B.3.5.3.9, tables B.7 and B.8", Standing.AGREED),
        Layout.of(RowsField.of("subsystem", 1, 1, 250, subsystem)));
  }
}
