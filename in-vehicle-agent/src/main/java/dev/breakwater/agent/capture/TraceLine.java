package dev.breakwater.agent.capture;

import dev.breakwater.wire.Signal;
import java.util.function.Function;

/** One line of a signal trace, or one message of a bus. */
public sealed interface TraceLine {
  /** The longest VSS path, characters. */
  int MAX_PATH_LENGTH = 256;

  /** The longest value, characters. */
  int MAX_VALUE_LENGTH = 1024;

  /** The longest drive, milliseconds: a leap year. */
  long MAX_MILLIS = 366L * 24 * 3600 * 1000;

  /** Returns a sample, or that it is out of range. */
  static TraceLine of(long millis, String path, String value) {
    boolean fits =
        millis >= 0
            && millis <= MAX_MILLIS
            && !path.isEmpty()
            && path.length() <= MAX_PATH_LENGTH
            && value.length() <= MAX_VALUE_LENGTH;
    return fits
        ? new Sample(millis, new Signal(path, value))
        : new Unreadable("the sample is out of range");
  }

  /** Answers with one function for each case. */
  <T> T match(Function<Sample, T> sample, Function<Unreadable, T> unreadable);

  /**
   * A sample of a signal.
   *
   * @param millis since the start of the drive
   */
  record Sample(long millis, Signal signal) implements TraceLine {
    @Override
    public <T> T match(Function<Sample, T> sample, Function<Unreadable, T> unreadable) {
      return sample.apply(this);
    }
  }

  /**
   * A line that is not a sample.
   *
   * @param reason without anything the line says
   */
  record Unreadable(String reason) implements TraceLine {
    @Override
    public <T> T match(Function<Sample, T> sample, Function<Unreadable, T> unreadable) {
      return unreadable.apply(this);
    }
  }
}
