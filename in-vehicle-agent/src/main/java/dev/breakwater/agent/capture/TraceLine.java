package dev.breakwater.agent.capture;

import dev.breakwater.wire.Signal;
import java.util.function.Function;

/** One line of a signal trace. */
public sealed interface TraceLine {
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
