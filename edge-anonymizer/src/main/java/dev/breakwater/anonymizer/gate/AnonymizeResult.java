package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.FrameInfo;
import java.util.function.Function;

/** What became of a frame: it may leave, or it stays and why. */
public sealed interface AnonymizeResult {
  /** Returns where and when the frame was taken. */
  FrameInfo info();

  /** Answers with one function for each case. */
  <T> T match(Function<SafeFrame, T> passed, Function<Withheld, T> withheld);

  /** The frame is anonymized; whoever takes it closes it. */
  record Passed(SafeFrame frame) implements AnonymizeResult {
    @Override
    public FrameInfo info() {
      return frame.info();
    }

    @Override
    public <T> T match(Function<SafeFrame, T> passed, Function<Withheld, T> withheld) {
      return passed.apply(frame);
    }
  }

  /** The frame must not leave; its pixels are gone. */
  record Withheld(FrameInfo info, Reason reason) implements AnonymizeResult {
    @Override
    public <T> T match(Function<SafeFrame, T> passed, Function<Withheld, T> withheld) {
      return withheld.apply(this);
    }
  }

  /** Why a frame is withheld. */
  enum Reason {
    DAMAGED("the frame could not be decoded faithfully"),
    DETECTOR_FAILED("the detector could not search the frame"),
    DEADLINE("the detector was not done in time"),
    OVERLOAD("the detector had no room for the frame"),
    NOT_VOUCHED("the detector did not know its known answer"),
    UNCOVERED("the check still saw a face or a plate after it was covered twice");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** Returns the reason in words, without personal data. */
    public String text() {
      return text;
    }
  }
}
