package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs a detector in a thread of its own and waits no longer than the deadline. */
final class Watch implements AutoCloseable {
  private final Detector detector;
  private final Duration deadline;
  private final ExecutorService worker = Executors.newSingleThreadExecutor(Watch::thread);

  // The latest search, which runs on if it missed its deadline; owned by the calling thread.
  private @Nullable Future<List<Detection>> latest;

  Watch(Detector detector, Duration deadline) {
    this.detector = detector;
    this.deadline = deadline;
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "breakwater-detector");
    thread.setDaemon(true);
    return thread;
  }

  /** The detector has no answer for a frame. */
  static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    NoAnswerException(Reason reason) {
      super(reason.text());
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }

  /**
   * Returns the detections.
   *
   * @throws NoAnswerException if there are none; then the frame is closed, as soon as nobody reads
   *     it any more
   */
  List<Detection> detect(Frame frame) throws NoAnswerException {
    if (latest != null && !latest.isDone()) {
      // A frame that waits behind a detector that hangs is late already.
      frame.close();
      throw new NoAnswerException(Reason.DEADLINE);
    }
    latest = worker.submit(() -> List.copyOf(detector.detect(frame)));
    try {
      return latest.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      // Whatever was thrown, errors included: nobody searched this frame.
      frame.close();
      throw new NoAnswerException(Reason.DETECTOR_FAILED);
    } catch (TimeoutException e) {
      worker.execute(frame::close);
      throw new NoAnswerException(Reason.DEADLINE);
    } catch (InterruptedException e) {
      worker.execute(frame::close);
      Thread.currentThread().interrupt();
      throw new NoAnswerException(Reason.DEADLINE);
    }
  }

  /** Closes the detector too, unless it hangs: native memory in use must not be freed. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (worker.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        detector.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
