package dev.breakwater.agent.plan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was captured last, for the case that a plan's condition begins to hold. It is bounded in
 * time and in bytes, and held in memory only. What it hands out is the caller's. Used by one
 * thread.
 */
public final class PreTriggerRing<T extends Permitted> {
  private final long keptMillis;
  private final long maxBytes;
  private final Deque<T> kept = new ArrayDeque<>();
  private long bytes;

  public PreTriggerRing(Duration kept, long maxBytes) {
    this.keptMillis = kept.toMillis();
    this.maxBytes = maxBytes;
  }

  /** Keeps the newest, and returns what is dropped for it: too old beside it, or too much. */
  public List<T> add(T newest) {
    kept.add(newest);
    bytes += newest.bytes();
    List<T> dropped = new ArrayList<>(dropBefore(at(newest) - keptMillis));
    while (bytes > maxBytes) {
      dropped.add(next());
    }
    return dropped;
  }

  /** Drops, and returns, what was captured before an instant, Unix milliseconds. */
  public List<T> dropBefore(long millis) {
    List<T> dropped = new ArrayList<>();
    while (!kept.isEmpty() && at(kept.getFirst()) < millis) {
      dropped.add(next());
    }
    return dropped;
  }

  /** Hands out all that is kept. */
  public List<T> takeAll() {
    List<T> taken = List.copyOf(kept);
    kept.clear();
    bytes = 0;
    return taken;
  }

  private T next() {
    T next = kept.remove();
    bytes -= next.bytes();
    return next;
  }

  private long at(T one) {
    return one.pass().at().toEpochMilli();
  }

  /** Returns how much is kept, bytes. */
  public long bytes() {
    return bytes;
  }
}
