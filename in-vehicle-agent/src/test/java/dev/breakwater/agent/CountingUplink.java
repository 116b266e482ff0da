package dev.breakwater.agent;

import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An uplink whose receiver takes everything at once, counts it and keeps nothing. */
final class CountingUplink implements Uplink {
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final AtomicLong all = new AtomicLong();
  private volatile @Nullable Outbox outbox;
  private @Nullable Thread sender;
  private volatile boolean closed;

  @Override
  public void start(Outbox from, Predicate<Item> mayLeave) {
    outbox = from;
    sender = new Thread(() -> send(from), "counting-uplink");
    sender.start();
  }

  private void send(Outbox from) {
    try {
      long seen = -1;
      while (!closed) {
        for (Lane lane : Lane.values()) {
          for (PendingSegment segment : from.pending(lane, 100)) {
            take(from, segment);
          }
        }
        seen = from.awaitChange(seen, Duration.ofMillis(20));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Outbox from, PendingSegment segment) throws IOException, WireFormatException {
    from.acknowledgeSegment(segment);
    for (ItemId id : segment.items()) {
      String category = Item.decode(from.item(id)).category();
      counts.computeIfAbsent(category, none -> new AtomicLong()).incrementAndGet();
      all.incrementAndGet();
      from.acknowledge(id);
    }
  }

  long count(String category) {
    AtomicLong count = counts.get(category);
    return count == null ? 0 : count.get();
  }

  /** Returns when fewer items wait in the outbox. */
  void awaitBacklogBelow(long items) {
    Outbox from = outbox;
    while (from != null && !closed && from.backlog().items() >= items) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Returns how many items it got. */
  long all() {
    return all.get();
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (sender != null) {
        sender.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
