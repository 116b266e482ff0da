package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.BlockBuilder;
import dev.breakwater.agent.statutory.packet.Edition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Which signal of the COVESA Vehicle Signal Specification fills which field of a table.
 *
 * @param editions that have the field
 * @param writing puts the value, as its source wrote it, where it belongs
 */
record SignalField(String table, List<Edition> editions, BiConsumer<String, BlockBuilder> writing) {
  private static final List<Edition> BOTH = List.of(Edition.V2016, Edition.V2025);
  private static final List<Edition> FIRST = List.of(Edition.V2016);
  private static final String BATTERY = "Vehicle.Powertrain.TractionBattery.";

  private static final int STARTED = 1;
  private static final int SWITCHED_OFF = 2;
  private static final int CHARGING_PARKED = 1;
  private static final int NOT_CHARGING = 3;
  private static final int REVERSE = 13;
  private static final int SOUTH = 2;
  private static final int WEST = 4;

  private static final Map<String, SignalField> BY_PATH =
      Map.ofEntries(
          Map.entry("Vehicle.Speed", number("vehicle", "speed")),
          Map.entry("Vehicle.TraveledDistance", number("vehicle", "odometer")),
          Map.entry(BATTERY + "CurrentVoltage", number("vehicle", "voltage")),
          // Into the battery is positive in VSS, and out of it in the tables (unverified).
          Map.entry(BATTERY + "CurrentCurrent", scaled("vehicle", "current", -1, BOTH)),
          Map.entry(BATTERY + "StateOfCharge.Current", number("vehicle", "charge")),
          Map.entry(
              BATTERY + "Charging.IsCharging",
              code("vehicle", "charging", Map.of("true", CHARGING_PARKED, "false", NOT_CHARGING))),
          Map.entry(
              "Vehicle.LowVoltageSystemState",
              code(
                  "vehicle",
                  "state",
                  Map.of(
                      "START", STARTED,
                      "ON", STARTED,
                      "ACC", SWITCHED_OFF,
                      "OFF", SWITCHED_OFF,
                      "LOCK", SWITCHED_OFF))),
          Map.entry(
              "Vehicle.Powertrain.Type",
              code("vehicle", "mode", Map.of("ELECTRIC", 1, "HYBRID", 2, "COMBUSTION", 3))),
          Map.entry("Vehicle.Powertrain.Transmission.CurrentGear", gear()),
          Map.entry(
              "Vehicle.Chassis.Accelerator.PedalPosition",
              scaled("vehicle", "accelerator", 1, FIRST)),
          Map.entry("Vehicle.Chassis.Brake.PedalPosition", scaled("vehicle", "brake", 1, FIRST)),
          Map.entry("Vehicle.Powertrain.CombustionEngine.Speed", number("engine", "crankshaft")),
          Map.entry("Vehicle.CurrentLocation.Longitude", degrees("longitude", WEST)),
          Map.entry("Vehicle.CurrentLocation.Latitude", degrees("latitude", SOUTH)));

  static Optional<SignalField> of(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  boolean isOf(Edition edition) {
    return editions.contains(edition);
  }

  /** Puts a value; one that is not understood changes nothing. */
  void put(String value, BlockBuilder block) {
    writing.accept(value, block);
  }

  private static SignalField number(String table, String field) {
    return scaled(table, field, 1, BOTH);
  }

  private static SignalField scaled(
      String table, String field, double factor, List<Edition> editions) {
    return new SignalField(
        table,
        editions,
        (value, block) -> real(value).ifPresent(number -> block.put(field, factor * number)));
  }

  private static SignalField code(String table, String field, Map<String, Integer> codes) {
    return new SignalField(
        table,
        BOTH,
        (value, block) ->
            Optional.ofNullable(codes.get(value)).ifPresent(code -> block.putRaw(field, code)));
  }

  private static SignalField gear() {
    return new SignalField(
        "vehicle",
        BOTH,
        (value, block) ->
            real(value)
                .map(gear -> gear < 0 ? REVERSE : gear.intValue())
                .filter(gear -> gear <= REVERSE)
                .ifPresent(gear -> block.putRaw("gear", gear)));
  }

  /** The sign of a coordinate is a flag of its own, and the fix is valid once both are known. */
  private static SignalField degrees(String field, int negative) {
    return new SignalField(
        "position",
        BOTH,
        (value, block) ->
            real(value).ifPresent(degrees -> block.putDegrees(field, degrees, negative)));
  }

  private static Optional<Double> real(String value) {
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
