package dev.breakwater.agent.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times that double from the first to the longest, each shortened by chance by up to half,
 * so that vehicles that lost the same receiver do not return at the same instant.
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  Duration next() {
    Duration wait = Duration.ofNanos((long) (next.toNanos() * random.nextDouble(0.5, 1.0)));
    next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
    return wait;
  }

  /** Starts from the first waiting time again. */
  void reset() {
    next = first;
  }
}
