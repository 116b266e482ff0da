package dev.breakwater.agent.plan;

import dev.breakwater.agent.decide.Collected;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;

/**
 * What the policy permitted to collect, and a plan may keep until its condition holds. Nothing else
 * can wait: a raw frame or a signal without a permission is none of these.
 */
public sealed interface Permitted {
  /** Returns the permission; it knows when the data was captured. */
  Collected pass();

  /** Returns about how much memory it takes. */
  long bytes();

  /**
   * A sample of a signal.
   *
   * @param lane on which it is to leave
   */
  record OfSignal(Collected pass, String category, Lane lane, Signal signal) implements Permitted {
    private static final int OVERHEAD_BYTES = 200;

    @Override
    public long bytes() {
      return OVERHEAD_BYTES + 2L * (signal.path().length() + signal.value().length());
    }
  }

  /** A frame that the gate let pass; who has this owns the frame. */
  record OfFrame(Collected pass, SafeFrame frame) implements Permitted {
    @Override
    public long bytes() {
      // Planar YUV 4:2:0 has three bytes for two pixels.
      return (long) frame.widthPx() * frame.heightPx() * 3 / 2;
    }
  }
}
