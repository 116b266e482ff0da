package dev.breakwater.agent.capture;

import dev.breakwater.agent.capture.can.CanSignals;
import dev.breakwater.agent.capture.can.CandumpLines;
import dev.breakwater.agent.capture.mqtt.MqttSettings;
import dev.breakwater.agent.capture.mqtt.MqttSignals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Where a car's signals come from. */
public sealed interface SignalInput {
  /**
   * Begins to read it.
   *
   * @param driveMillis tells the time since the start of the drive, for what is measured now
   */
  SignalSource open(LongSupplier driveMillis) throws IOException;

  /** Returns the file that is read, empty if there is none: then it cannot be read again. */
  default Optional<Path> recording() {
    return Optional.empty();
  }

  /** There are none. */
  record None() implements SignalInput {
    @Override
    public SignalSource open(LongSupplier driveMillis) {
      return SignalTrace.empty();
    }
  }

  /** A recorded trace: CSV if its name ends in {@code .csv}, else JSON lines. */
  record Trace(Path file) implements SignalInput {
    @Override
    public SignalSource open(LongSupplier driveMillis) throws IOException {
      return SignalTrace.open(file);
    }

    @Override
    public Optional<Path> recording() {
      return Optional.of(file);
    }
  }

  /** A log of {@code candump -L}. */
  record CanLog(Path file, CanSignals signals) implements SignalInput {
    @Override
    public SignalSource open(LongSupplier driveMillis) throws IOException {
      return SignalTrace.open(file, new CandumpLines(signals));
    }

    @Override
    public Optional<Path> recording() {
      return Optional.of(file);
    }
  }

  /** A broker in the car. */
  record Broker(MqttSettings settings) implements SignalInput {
    @Override
    public SignalSource open(LongSupplier driveMillis) {
      return MqttSignals.start(settings, driveMillis);
    }
  }
}
