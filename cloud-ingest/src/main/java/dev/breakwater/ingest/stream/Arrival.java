package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.WireFormatException;

/**
 * A record of the topic {@link Topics#RAW} on its way through the job.
 *
 * @param kind name of a {@link RawRecord.Kind}, or {@link #UNREADABLE}
 * @param peer vehicle that delivered it; empty if unreadable
 * @param body what the vehicle sent; the beginning of the record if unreadable
 * @param appendedAtMillis the broker's append time, Unix milliseconds
 */
public record Arrival(String kind, String peer, Bytes body, long appendedAtMillis) {
  /** Kind of a record that is not a {@link RawRecord}; it is quarantined. */
  public static final String UNREADABLE = "UNREADABLE";

  /** What is kept of a record that is not a raw record; an outcome must be able to carry it. */
  static final int MAX_UNREADABLE_BYTES = Item.MAX_BYTES;

  /** Reads what the topic holds; never fails. */
  public static Arrival of(Bytes value, long appendedAtMillis) {
    try {
      RawRecord raw = RawRecord.decode(value);
      return new Arrival(raw.kind().name(), raw.peer().value(), raw.body(), appendedAtMillis);
    } catch (WireFormatException e) {
      Bytes kept = value.slice(0, Math.min(value.length(), MAX_UNREADABLE_BYTES));
      return new Arrival(UNREADABLE, "", kept, appendedAtMillis);
    }
  }
}
