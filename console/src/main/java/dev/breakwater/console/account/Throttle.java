package dev.breakwater.console.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets each of many callers do something a number of times in a while: a bucket of tokens that
 * fills evenly. Safe for use by several threads.
 */
public final class Throttle {
  /** Callers that are remembered; the one that was silent longest is forgotten first. */
  public static final int MAX_CALLERS = 20_000;

  private final int most;
  private final Duration window;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_CALLERS;
        }
      };

  private record Bucket(double tokens, Instant at) {}

  /**
   * @param most at once, and in each {@code window}
   */
  public Throttle(int most, Duration window, InstantSource clock) {
    this.most = most;
    this.window = window;
    this.clock = clock;
  }

  /** Returns whether the caller may; it counts as done then. */
  public synchronized boolean allows(String caller) {
    Instant now = clock.instant();
    Bucket bucket = buckets.getOrDefault(caller, new Bucket(most, now));
    double filled = (double) Duration.between(bucket.at(), now).toNanos() / window.toNanos() * most;
    double tokens = Math.min(most, bucket.tokens() + Math.max(0, filled));
    boolean allowed = tokens >= 1;
    buckets.put(caller, new Bucket(allowed ? tokens - 1 : tokens, now));
    return allowed;
  }

  /** Takes back one time that should not have counted. */
  public synchronized void giveBack(String caller) {
    buckets.computeIfPresent(
        caller, (same, bucket) -> new Bucket(Math.min(most, bucket.tokens() + 1), bucket.at()));
  }

  /** Forgets what the caller did. */
  public synchronized void forgive(String caller) {
    buckets.remove(caller);
  }

  /** Returns after how long an empty bucket has a token again, seconds, at least one. */
  public long waitSeconds() {
    return Math.max(1, window.dividedBy(most).toSeconds());
  }
}
