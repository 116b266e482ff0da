package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.capture.can.CanSignals;
import dev.breakwater.agent.capture.mqtt.InVehicleAddress;
import dev.breakwater.agent.capture.mqtt.MqttSettings;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which bus of the car gives the signals, if no recorded trace does.
 *
 * @param canLog a log of {@code candump -L}
 * @param canDbc layout of its frames
 * @param canMap which of their signals are which vehicle signals
 * @param mqtt a broker in the car
 * @param mqttPrefix of the broker's topics
 */
public record BusSection(
    Optional<Path> canLog,
    Optional<Path> canDbc,
    Optional<Path> canMap,
    Optional<InVehicleAddress> mqtt,
    String mqttPrefix) {
  private static final Setting<Optional<Path>> CAN_LOG =
      Setting.optional("can-log", "frames of a CAN bus, from candump -L", Quantities::path);
  private static final Setting<Optional<Path>> CAN_DBC =
      Setting.optional("can-dbc", "DBC file with the layout of the frames", Quantities::path);
  private static final Setting<Optional<Path>> CAN_MAP =
      Setting.optional("can-map", "YAML file: which signals are which VSS paths", Quantities::path);
  private static final Setting<Optional<InVehicleAddress>> MQTT =
      Setting.optional(
          "mqtt",
          "broker in the car, an address in numbers with a port, e.g. 127.0.0.1:1883",
          InVehicleAddress::new);
  private static final Setting<String> MQTT_PREFIX =
      Setting.of(
          "mqtt-prefix",
          MqttSettings.DEFAULT_PREFIX,
          "topics are this and the VSS path: vss/Vehicle/Speed",
          MqttSettings::requirePrefix);

  public static final Section<BusSection> SECTION =
      new Section<>(
          BusSection.class,
          "bus",
          "Which bus of the car gives the signals, if no recorded trace does.",
          List.of(CAN_LOG, CAN_DBC, CAN_MAP, MQTT, MQTT_PREFIX),
          values ->
              new BusSection(
                  values.of(CAN_LOG),
                  values.of(CAN_DBC),
                  values.of(CAN_MAP),
                  values.of(MQTT),
                  values.of(MQTT_PREFIX)));

  /** Reads a file that an option names. */
  public interface Files {
    Bytes read(Path file) throws IOException, CommandFailedException;
  }

  /**
   * @throws IllegalArgumentException if options do not go together
   */
  public BusSection {
    if (canLog.isPresent() != canDbc.isPresent() || canLog.isPresent() != canMap.isPresent()) {
      throw new IllegalArgumentException("can-log, can-dbc and can-map go together");
    }
    if (canLog.isPresent() && mqtt.isPresent()) {
      throw new IllegalArgumentException("signals come from can-log or mqtt, not both");
    }
  }

  /** Asks whether no bus is named. */
  public boolean isUnused() {
    return canLog.isEmpty() && mqtt.isEmpty();
  }

  /**
   * Returns what the car listens to.
   *
   * @throws InvalidSourceException with every problem of the DBC file or the map
   */
  public SignalInput input(Files files)
      throws IOException, CommandFailedException, InvalidSourceException {
    if (mqtt.isPresent()) {
      return new SignalInput.Broker(new MqttSettings(mqtt.get(), mqttPrefix));
    }
    if (canLog.isEmpty()) {
      return new SignalInput.None();
    }
    Path dbc = canDbc.orElseThrow();
    Path map = canMap.orElseThrow();
    var signals = CanSignals.load(files.read(map), map.toString(), files.read(dbc), dbc.toString());
    return new SignalInput.CanLog(canLog.get(), signals);
  }
}
