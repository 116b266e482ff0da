package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far one chain of segments is known. With the gap list this is all that deduplication needs:
 * every number below {@code next} that is not in the gap list has been decided. It never expires.
 *
 * @param next number the next segment must begin with
 * @param wallMillis latest wall clock of an accepted segment; it never goes back
 * @param open numbers that came into the gap list since it was counted, and those it had then: at
 *     least as many as are in it
 * @param chunks chunks announced by accepted clip manifests and not yet seen
 * @param recent the last accepted segments, oldest first, at most {@link #MAX_RECENT}
 */
public record ChainHead(
    long next, long wallMillis, int open, int chunks, List<SegmentMark> recent) {
  /** Segments remembered, so that one that is sent again is told from one that was forged. */
  public static final int MAX_RECENT = 64;

  /** A chain of which no segment is known. */
  public static final ChainHead START = new ChainHead(0, Long.MIN_VALUE, 0, 0, List.of());

  public ChainHead {
    recent = List.copyOf(recent);
  }

  /** Returns the digest that the next segment must name as the one before it. */
  public Digest last() {
    return recent.isEmpty() ? Digest.ZERO : recent.get(recent.size() - 1).manifest();
  }

  /** Returns this head after a segment that ends before {@code next}. */
  public ChainHead after(SegmentMark segment, long next, long segmentWallMillis) {
    var marks = Stream.concat(recent.stream(), Stream.of(segment)).toList();
    var kept = marks.subList(Math.max(0, marks.size() - MAX_RECENT), marks.size());
    return new ChainHead(next, Math.max(wallMillis, segmentWallMillis), open, chunks, kept);
  }

  /** Returns this head with at most as many numbers in the gap list. */
  public ChainHead withOpen(int numbers) {
    return new ChainHead(next, wallMillis, numbers, chunks, recent);
  }

  /** Returns this head with {@code change} more chunks announced. */
  public ChainHead withChunks(int change) {
    return new ChainHead(next, wallMillis, open, chunks + change, recent);
  }
}
