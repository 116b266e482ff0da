package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.WireFormatException;

/**
 * A record of the topic {@link Topics#RAW} on its way through the job.
 *
 * @param kind name of a {@link RawRecord.Kind}, or {@link #UNREADABLE}
 * @param peer vehicle that delivered it; empty if unreadable
 * @param body what the vehicle sent; the whole record if unreadable
 * @param appendedAtMillis the broker's append time, Unix milliseconds
 */
public record Arrival(String kind, String peer, Bytes body, long appendedAtMillis) {
  /** Kind of a record that is not a {@link RawRecord}; it is quarantined. */
  public static final String UNREADABLE = "UNREADABLE";

  /** Reads what the topic holds; never fails. */
  public static Arrival of(Bytes value, long appendedAtMillis) {
    try {
      RawRecord raw = RawRecord.decode(value);
      return new Arrival(raw.kind().name(), raw.peer().value(), raw.body(), appendedAtMillis);
    } catch (WireFormatException e) {
      return new Arrival(UNREADABLE, "", value, appendedAtMillis);
    }
  }
}
