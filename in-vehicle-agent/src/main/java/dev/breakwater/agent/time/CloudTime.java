package dev.breakwater.agent.time;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver said last of the time, over a session in which both sides are authenticated,
 * until somebody asks. Safe for use by several threads.
 */
public final class CloudTime {
  private final LongSupplier bootMillis;

  // Both are guarded by this object's monitor.
  private @Nullable Instant said;
  private long saidBootMillis;

  /**
   * @param bootMillis time since boot, milliseconds; never goes back
   */
  public CloudTime(LongSupplier bootMillis) {
    this.bootMillis = bootMillis;
  }

  /** Takes what the receiver said just now; it is behind by the way of the answer. */
  public synchronized void heard(Instant now) {
    said = now;
    saidBootMillis = bootMillis.getAsLong();
  }

  /** Returns what it is now by what was said since the last call; empty if nothing was. */
  public synchronized Optional<Instant> take() {
    Instant last = said;
    said = null;
    return Optional.ofNullable(last)
        .map(time -> time.plusMillis(bootMillis.getAsLong() - saidBootMillis));
  }
}
