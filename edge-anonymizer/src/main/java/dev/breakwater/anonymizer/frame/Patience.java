package dev.breakwater.anonymizer.frame;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's waiting for a camera: when the time is over that was last given, or at once when
 * nobody wants frames any more. Safe for use by several threads.
 */
final class Patience extends AVIOInterruptCB.Callback_Pointer {
  private volatile long untilNanos;
  private volatile boolean over;

  Patience(Duration first) {
    allow(first);
  }

  /** Gives FFmpeg this much time from now on. */
  void allow(Duration time) {
    untilNanos = System.nanoTime() + time.toNanos();
  }

  /** Ends what waits, and whatever would wait later. */
  void end() {
    over = true;
  }

  @Override
  public int call(Pointer unused) {
    return over || System.nanoTime() - untilNanos > 0 ? 1 : 0;
  }
}
