package dev.breakwater.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;

/** What holds of every outbox at every time. */
public final class Soundness {
  private Soundness() {}

  /** Checks that pending segments are whole, chained and without gap, and readable. */
  public static void assertSound(Outbox outbox) throws IOException {
    int segments = 0;
    int items = 0;
    for (Lane lane : Lane.values()) {
      long after = -1;
      for (PendingSegment pending : outbox.pending(lane, Integer.MAX_VALUE)) {
        Segment segment = manifest(outbox, pending);
        assertThat(pending.firstNumber()).isGreaterThan(after);
        after = segment.lastNumber();
        assertItems(outbox, pending, segment);
        segments++;
        items += pending.items().size();
      }
      assertThat(outbox.head(lane).nextNumber()).isGreaterThan(after);
    }
    assertThat(outbox.backlog().segments()).isEqualTo(segments);
    assertThat(outbox.backlog().items()).isEqualTo(items);
  }

  public static Segment manifest(Outbox outbox, PendingSegment pending) throws IOException {
    try {
      return Segment.decode(SignedSegment.decode(outbox.manifest(pending)).manifest());
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertItems(Outbox outbox, PendingSegment pending, Segment segment)
      throws IOException {
    for (ItemId id : pending.items()) {
      Bytes item = outbox.item(id);
      int index = (int) (id.number() - segment.firstNumber());
      assertThat(Digest.of(item)).as("%s", id).isEqualTo(segment.items().get(index));
    }
  }
}
