package dev.breakwater.cli;

import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;

/** What stops a car that drives, with the remedy that each has. */
final class CarStops {
  private CarStops() {}

  /**
   * Something that drives a car.
   *
   * @param <E> what else it throws
   */
  interface Driving<T, E extends Exception> {
    T run()
        throws E,
            IOException,
            CommandFailedException,
            InterruptedException,
            ModelRejectedException,
            UnreadableSourceException,
            TooSlowException,
            OutboxCorruptException;
  }

  /** Drives; what stops it is told as commands tell their failures. */
  static <T, E extends Exception> T toldBy(Driving<T, E> driving)
      throws E, IOException, CommandFailedException, InterruptedException {
    try {
      return driving.run();
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (UnreadableSourceException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (TooSlowException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (OutboxCorruptException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }
}
