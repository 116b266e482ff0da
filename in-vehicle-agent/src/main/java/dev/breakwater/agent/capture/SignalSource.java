package dev.breakwater.agent.capture;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives the samples of a drive's signals, in the order they were taken, and what it could not read
 * between them. Used by one thread.
 */
public interface SignalSource extends AutoCloseable {
  /**
   * Returns the next line if its time has come; lines that cannot be read are always due.
   *
   * @param millis since the start of the drive
   */
  Optional<TraceLine> nextUntil(long millis) throws IOException;

  /** Asks whether it gives what is measured now: then it cannot be read again from its start. */
  default boolean isLive() {
    return false;
  }

  /** Waits for more; returns false if nothing will come any more. A recording does not wait. */
  default boolean awaitMore(Duration patience) throws InterruptedException {
    return false;
  }

  @Override
  void close() throws IOException;
}
