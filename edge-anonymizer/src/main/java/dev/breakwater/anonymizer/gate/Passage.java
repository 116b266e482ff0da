package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.Search.Answer;
import dev.breakwater.anonymizer.gate.Search.NoAnswerException;
import dev.breakwater.anonymizer.redact.Mask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One frame on its way through the gate. Used by one thread. */
final class Passage {
  private final Frame frame;
  private final long takenNanos;
  private final long deadlineNanos;
  private final Set<Stretch> stretches = new HashSet<>();
  private final List<Mask> masks = new ArrayList<>();

  // What a detector is asked about the frame, which is then the detector's.
  private @Nullable Search asked;
  private @Nullable Reason refusal;
  private int checks;

  /**
   * @param takenNanos when the frame was taken, by {@link System#nanoTime}
   */
  Passage(Frame frame, long takenNanos, Duration deadline) {
    this.frame = frame;
    this.takenNanos = takenNanos;
    this.deadlineNanos = takenNanos + deadline.toNanos();
  }

  Frame frame() {
    return frame;
  }

  FrameInfo info() {
    return frame.info();
  }

  /** Withholds the frame; its pixels are gone. */
  Passage refuse(Reason reason) {
    if (refusal == null) {
      refusal = reason;
      frame.close();
    }
    return this;
  }

  Optional<Reason> refusal() {
    return Optional.ofNullable(refusal);
  }

  Passage ask(Search search) {
    asked = search;
    return this;
  }

  void askToCheck(Search search) {
    checks++;
    asked = search;
  }

  int checks() {
    return checks;
  }

  boolean isAsking() {
    return asked != null;
  }

  /** Asks whether there is an answer, or no more time for one. */
  boolean isSettled() {
    return asked == null || asked.isDone() || leftNanos() <= 0;
  }

  void await() throws InterruptedException {
    if (asked != null) {
      asked.await(Math.max(0, leftNanos()));
    }
  }

  long leftNanos() {
    return deadlineNanos - System.nanoTime();
  }

  /** Returns how long ago the frame was taken. */
  Duration took() {
    return Duration.ofNanos(System.nanoTime() - takenNanos);
  }

  boolean isLate() {
    return leftNanos() <= 0;
  }

  /** Takes what was answered; without an answer in time the frame is refused. */
  Optional<Answer> settle() {
    Search search = asked;
    asked = null;
    if (search == null) {
      return Optional.empty();
    }
    if (!search.isDone()) {
      refusal = Reason.DEADLINE;
      search.abandon();
      return Optional.empty();
    }
    try {
      Answer answer = search.answer();
      stretches.add(answer.stretch());
      return Optional.of(answer);
    } catch (NoAnswerException e) {
      // Fail closed, GB/T 44464-2024 5.6.2: no answer is not the answer "nothing there".
      refuse(e.reason());
      return Optional.empty();
    }
  }

  /** Gives up waiting, because the thread was interrupted. */
  void giveUp() {
    if (asked != null) {
      asked.abandon();
      asked = null;
      refusal = Reason.DEADLINE;
    }
  }

  Set<Stretch> stretches() {
    return stretches;
  }

  List<Mask> masks() {
    return masks;
  }
}
