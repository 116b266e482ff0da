package dev.breakwater.agent.statutory.packet;

import static dev.breakwater.agent.statutory.packet.Parts.MAX_COUNT;
import static dev.breakwater.agent.statutory.packet.Parts.converter;
import static dev.breakwater.agent.statutory.packet.Parts.current;
import static dev.breakwater.agent.statutory.packet.Parts.index;
import static dev.breakwater.agent.statutory.packet.Parts.millivolts;
import static dev.breakwater.agent.statutory.packet.Parts.percent;
import static dev.breakwater.agent.statutory.packet.Parts.temperature;
import static dev.breakwater.agent.statutory.packet.Parts.voltage;
import static dev.breakwater.agent.statutory.packet.Tables2025.source;

import dev.breakwater.agent.statutory.packet.Source.Standing;
import java.util.Set;
import java.util.stream.Stream;

/** The types of information about fuel cells and supercapacitors of GB/T 32960.3-2025. */
final class Storage2025 {
  private Storage2025() {}

  static Stream<Table> all() {
    return Stream.of(fuelCell(), stacks(), supercapacitor(), extremes());
  }

  private static Table fuelCell() {
    return new Table(
        0x03,
        "fuel-cell",
        Set.of("fuel-cell"),
        source("7.2.4.5, table 17", Standing.SINGLE),
        Layout.of(
            NumberField.of("hydrogen-temperature", 2).upTo(250).less(40).in("°C"),
            index("hydrogen-temperature-probe", 253),
            NumberField.of("hydrogen-concentration", 2).upTo(60_000).per(10_000).in("%"),
            index("hydrogen-concentration-sensor", 253),
            NumberField.of("hydrogen-pressure", 2).upTo(1000).per(10).in("MPa"),
            index("hydrogen-pressure-sensor", 253),
            converter("converter"),
            percent("hydrogen-left"),
            temperature("converter-temperature")));
  }

  private static Table stacks() {
    var stack =
        Layout.of(
            index("number", 253),
            voltage("voltage", 20_000),
            NumberField.of("current", 2).upTo(20_000).per(10).in("A"),
            pressure("hydrogen-pressure"),
            pressure("air-pressure"),
            temperature("air-temperature"),
            RowsField.of("probe", 2, 0, MAX_COUNT, Layout.of(temperature("temperature"))));
    return new Table(
        0x30,
        "fuel-cell-stack",
        Set.of("fuel-cell"),
        source("7.2.4.6, tables 18 and 19", Standing.SINGLE),
        Layout.of(RowsField.of("stack", 1, 1, 253, stack)));
  }

  private static NumberField pressure(String name) {
    return NumberField.of(name, 2).upTo(5000).per(10).less(100).in("kPa");
  }

  private static Table supercapacitor() {
    return new Table(
        0x31,
        "supercapacitor",
        Set.of("supercapacitor"),
        source("7.2.4.10, table 25", Standing.SINGLE),
        Layout.of(
            index("number", 253),
            voltage("voltage", 10_000),
            current("current", 3000),
            RowsField.of("cell", 2, 1, MAX_COUNT, Layout.of(millivolts("voltage", 60_000))),
            RowsField.of("probe", 2, 1, MAX_COUNT, Layout.of(temperature("temperature")))));
  }

  private static Table extremes() {
    return new Table(
        0x32,
        "supercapacitor-extremes",
        Set.of("supercapacitor"),
        source("7.2.4.11, table 26", Standing.SINGLE),
        Layout.of(
            index("highest-voltage-system", 253),
            place("highest-voltage-cell"),
            millivolts("highest-voltage", 60_000),
            index("lowest-voltage-system", 253),
            place("lowest-voltage-cell"),
            millivolts("lowest-voltage", 60_000),
            index("highest-temperature-system", 253),
            place("highest-temperature-probe"),
            temperature("highest-temperature"),
            index("lowest-temperature-system", 253),
            place("lowest-temperature-probe"),
            temperature("lowest-temperature")));
  }

  private static NumberField place(String name) {
    return NumberField.of(name, 2).from(1).upTo(MAX_COUNT).unmarked();
  }
}
