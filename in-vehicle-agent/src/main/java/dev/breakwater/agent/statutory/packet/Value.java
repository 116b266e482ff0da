package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.List;

/** What one field of a table holds. */
public sealed interface Value {
  /**
   * A number as it stands on the wire, before scale and offset.
   *
   * @param raw unsigned
   */
  record Unsigned(long raw) implements Value {}

  /** Characters of a fixed length, without the padding. */
  record Text(String text) implements Value {}

  /** Bytes that only their maker understands, e.g. a signature. */
  record Octets(Bytes bytes) implements Value {}

  /** An instant, exact to the second. */
  record Time(Instant at) implements Value {}

  /**
   * A list.
   *
   * @param count as it stands on the wire: how many rows there are, or a mark that says why none is
   */
  record Rows(long count, List<Row> rows) implements Value {
    public Rows {
      rows = List.copyOf(rows);
    }

    public static Rows of(List<Row> rows) {
      return new Rows(rows.size(), rows);
    }
  }

  /** Codes that all have the same length. */
  record Texts(List<String> texts) implements Value {
    public Texts {
      texts = List.copyOf(texts);
    }
  }
}
