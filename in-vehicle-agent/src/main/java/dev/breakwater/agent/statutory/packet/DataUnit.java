package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.List;

/** What a packet carries. */
public sealed interface DataUnit {
  /** Nothing. */
  record Empty() implements DataUnit {}

  /** The fields of a command other than a report, or of an answer. */
  record Fields(Row row) implements DataUnit {}

  /**
   * A report, at once or re-issued.
   *
   * @param at when its data was acquired, exact to the second
   */
  record Report(Instant at, List<Block> blocks) implements DataUnit {
    /** The most blocks of a report. */
    public static final int MAX_BLOCKS = 64;

    /**
     * @throws IllegalArgumentException if there is none, or too many
     */
    public Report {
      blocks = List.copyOf(blocks);
      if (blocks.isEmpty() || blocks.size() > MAX_BLOCKS) {
        throw new IllegalArgumentException("a report has 1 to " + MAX_BLOCKS + " blocks");
      }
    }
  }

  /** What only the holder of the key can read. */
  record Encrypted(Bytes bytes) implements DataUnit {}
}
