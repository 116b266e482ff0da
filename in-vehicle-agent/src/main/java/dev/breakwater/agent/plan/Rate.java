package dev.breakwater.agent.plan;

/**
 * Admits so many a second and no more, on average exactly; one may come a tenth of its interval
 * early, as clocks of sensors do. Used by one thread.
 */
public final class Rate {
  private static final double EARLY = 0.1;
  private static final double MILLIS = 1000;

  private final double intervalMillis;
  private double dueMillis = Double.NEGATIVE_INFINITY;

  public Rate(double maxHertz) {
    this.intervalMillis = MILLIS / maxHertz;
  }

  /** Asks whether one that was captured then is to be taken. */
  public boolean admits(long atMillis) {
    if (atMillis < dueMillis - EARLY * intervalMillis) {
      return false;
    }
    dueMillis = Math.max(dueMillis, (double) atMillis) + intervalMillis;
    return true;
  }
}
