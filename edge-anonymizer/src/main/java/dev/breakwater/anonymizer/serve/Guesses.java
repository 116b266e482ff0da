package dev.breakwater.anonymizer.serve;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong tokens by address. Who showed too many is not compared any more until the window is over.
 * Safe for use by several threads.
 */
final class Guesses {
  static final int MAX_WRONG = 10;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 4096;

  /** A household or a cloud account has 2^64 addresses of IPv6: all of them count as one. */
  private static final int COUNTED_BYTES = 8;

  private final InstantSource clock;
  private final Map<ByteBuffer, Wrong> wrong = new LinkedHashMap<>();

  Guesses(InstantSource clock) {
    this.clock = clock;
  }

  private record Wrong(int count, Instant until) {}

  /** Returns for how many seconds an address is not listened to; 0 if it is. */
  synchronized int secondsBlocked(InetAddress address) {
    Wrong before = current(key(address));
    if (before.count < MAX_WRONG) {
      return 0;
    }
    return (int) Math.max(1, Duration.between(clock.instant(), before.until).toSeconds());
  }

  synchronized void add(InetAddress address) {
    ByteBuffer key = key(address);
    Wrong before = current(key);
    wrong.put(key, new Wrong(before.count + 1, before.until));
    if (wrong.size() > MAX_ADDRESSES) {
      wrong.remove(wrong.keySet().iterator().next());
    }
  }

  private Wrong current(ByteBuffer key) {
    Wrong found = wrong.get(key);
    Instant now = clock.instant();
    if (found != null && found.until.isAfter(now)) {
      return found;
    }
    wrong.remove(key);
    return new Wrong(0, now.plus(WINDOW));
  }

  private static ByteBuffer key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, COUNTED_BYTES));
  }
}
