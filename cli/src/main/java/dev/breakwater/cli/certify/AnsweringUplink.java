package dev.breakwater.cli.certify;

import dev.breakwater.agent.outbox.LostItem;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An uplink to a receiver that takes everything at once; it keeps what it was given. */
final class AnsweringUplink implements Uplink {
  private static final Duration PATIENCE = Duration.ofMillis(20);
  private static final int MAX_SEGMENTS = 100;

  // Filled by the sending thread; read when it has ended.
  private final List<Bytes> sent = new ArrayList<>();
  private @Nullable Thread sender;
  private volatile boolean closed;

  @Override
  public void start(Outbox outbox, Predicate<Item> mayLeave) {
    sender = new Thread(() -> send(outbox, mayLeave), "answering-uplink");
    sender.start();
  }

  /** Returns the encoded items; to be called when it is closed. */
  List<Bytes> sent() {
    return List.copyOf(sent);
  }

  private void send(Outbox outbox, Predicate<Item> mayLeave) {
    try {
      long seen = -1;
      while (!closed) {
        for (Lane lane : Lane.values()) {
          for (PendingSegment segment : outbox.pending(lane, MAX_SEGMENTS)) {
            send(outbox, segment, mayLeave);
          }
        }
        seen = outbox.awaitChange(seen, PATIENCE);
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
      Bytes encoded;
      try {
        encoded = outbox.item(id);
      } catch (IllegalArgumentException e) {
        continue; // dropped since we looked
      }
      if (mayLeave.test(decode(encoded))) {
        sent.add(encoded);
        outbox.acknowledge(id);
      } else {
        outbox.giveUp(id, LostItem.FORBIDDEN_WHEN_SENT);
      }
    }
  }

  private static Item decode(Bytes encoded) {
    try {
      return Item.decode(encoded);
    } catch (WireFormatException e) {
      throw new IllegalStateException("the car sealed bytes that are no item", e);
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
