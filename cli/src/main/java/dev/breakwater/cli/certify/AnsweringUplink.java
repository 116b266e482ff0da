package dev.breakwater.cli.certify;

import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  public void start(Outbox outbox) {
    sender = new Thread(() -> send(outbox), "answering-uplink");
    sender.start();
  }

  /** Returns the encoded items; to be called when it is closed. */
  List<Bytes> sent() {
    return List.copyOf(sent);
  }

  private void send(Outbox outbox) {
    try {
      long seen = -1;
      while (!closed) {
        for (Lane lane : Lane.values()) {
          for (PendingSegment segment : outbox.pending(lane, MAX_SEGMENTS)) {
            send(outbox, segment);
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

  private void send(Outbox outbox, PendingSegment segment) throws IOException {
    outbox.acknowledgeSegment(segment);
    for (ItemId id : segment.items()) {
      try {
        sent.add(outbox.item(id));
      } catch (IllegalArgumentException e) {
        continue; // it may not leave any more, or was dropped since we looked
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
