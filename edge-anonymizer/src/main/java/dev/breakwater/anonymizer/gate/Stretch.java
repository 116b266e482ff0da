package dev.breakwater.anonymizer.gate;

/**
 * The time between two known answers of the detectors. What was searched in it may leave only when
 * it ended with a good answer too.
 */
final class Stretch {
  private enum State {
    OPEN,
    GOOD,
    BROKEN
  }

  private final long beganNanos;
  private volatile State state = State.OPEN;

  Stretch(long beganNanos) {
    this.beganNanos = beganNanos;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - beganNanos;
  }

  void endGood() {
    if (state == State.OPEN) {
      state = State.GOOD;
    }
  }

  void endBroken() {
    state = State.BROKEN;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isGood() {
    return state == State.GOOD;
  }

  boolean isBroken() {
    return state == State.BROKEN;
  }
}
