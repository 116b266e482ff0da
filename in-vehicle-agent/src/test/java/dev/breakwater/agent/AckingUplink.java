package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.outbox.LostItem;
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
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An uplink whose receiver takes everything at once. */
final class AckingUplink implements Uplink {
  // Filled by the sending thread, read when it has ended.
  final Map<String, Item> received;
  private @Nullable Thread sender;
  private volatile boolean closed;

  /**
   * @param received what former uplinks of the same receiver got
   */
  AckingUplink(Map<String, Item> received) {
    this.received = received;
  }

  AckingUplink() {
    this(new TreeMap<>());
  }

  @Override
  public void start(Outbox outbox, Predicate<Item> mayLeave) {
    sender = new Thread(() -> send(outbox, mayLeave), "acking-uplink");
    sender.start();
  }

  private void send(Outbox outbox, Predicate<Item> mayLeave) {
    try {
      long seen = -1;
      while (!closed) {
        for (Lane lane : Lane.values()) {
          for (PendingSegment segment : outbox.pending(lane, 100)) {
            send(outbox, segment, mayLeave);
          }
        }
        seen = outbox.awaitChange(seen, Duration.ofMillis(20));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Outbox outbox, PendingSegment segment, Predicate<Item> mayLeave)
      throws IOException {
    outbox.acknowledgeSegment(segment);
    for (ItemId id : segment.items()) {
      try {
        Item item = Item.decode(outbox.item(id));
        assertThat(item.id()).isEqualTo(id);
        if (!mayLeave.test(item)) {
          outbox.giveUp(id, LostItem.FORBIDDEN_WHEN_SENT);
          continue;
        }
        received.put(id.toString(), item);
      } catch (IllegalArgumentException e) {
        continue; // dropped since we looked
      } catch (WireFormatException e) {
        throw new AssertionError(e);
      }
      outbox.acknowledge(id);
    }
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
