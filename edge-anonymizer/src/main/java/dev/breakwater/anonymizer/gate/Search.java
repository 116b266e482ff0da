package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A frame that a detector is asked about. Until there is an answer the frame is the detector's; if
 * nobody waits for the answer any more, it is closed as soon as nobody reads it.
 */
final class Search implements Runnable {
  /** Looks at a frame; may throw anything. */
  interface Question {
    Answer ask(Frame frame) throws NoAnswerException;
  }

  /**
   * What a detector says.
   *
   * @param stretch the known answers that this one lies between
   */
  record Answer(List<Detection> found, Stretch stretch) {
    Answer {
      found = List.copyOf(found);
    }
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

  private final Frame frame;
  private final Question question;
  private final CountDownLatch done = new CountDownLatch(1);

  // Guarded by this object.
  private boolean running;
  private boolean abandoned;
  private @Nullable Answer answer;
  private Reason failure = Reason.DETECTOR_FAILED;

  Search(Frame frame, Question question) {
    this.frame = frame;
    this.question = question;
  }

  @Override
  public void run() {
    synchronized (this) {
      if (abandoned) {
        frame.close();
        return;
      }
      running = true;
    }
    Answer given = null;
    Reason reason = Reason.DETECTOR_FAILED;
    try {
      given = question.ask(frame);
    } catch (NoAnswerException e) {
      reason = e.reason();
    } catch (Throwable e) {
      // Whatever was thrown, errors included: nobody searched this frame, and the reason stands.
    }
    end(given, reason);
  }

  private synchronized void end(@Nullable Answer given, Reason reason) {
    running = false;
    answer = given;
    failure = reason;
    if (abandoned) {
      frame.close();
    }
    done.countDown();
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  /** Waits for the answer, at most so long. */
  void await(long nanos) throws InterruptedException {
    done.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Returns the answer of a search that is done; the frame is the caller's again. */
  synchronized Answer answer() throws NoAnswerException {
    if (answer == null) {
      throw new NoAnswerException(failure);
    }
    return answer;
  }

  /** Gives the frame away for good. */
  synchronized void abandon() {
    abandoned = true;
    if (isDone()) {
      frame.close();
    }
  }

  /** Asks whether the detector is at work on what nobody waits for any more. */
  synchronized boolean isOverdue() {
    return running && abandoned;
  }
}
