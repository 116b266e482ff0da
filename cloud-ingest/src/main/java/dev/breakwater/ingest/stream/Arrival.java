package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.WireFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic {@link Topics#RAW} on its way through the job.
 *
 * @param kind name of a {@link RawRecord.Kind}, or {@link #UNREADABLE}
 * @param peer vehicle that delivered it; empty if unreadable
 * @param key as {@link RawRecord#key}
 * @param label as {@link RawRecord#label}
 * @param body what the vehicle sent, or its ciphertext; the beginning of the record if unreadable
 * @param appendedAtMillis the broker's append time, Unix milliseconds
 */
public record Arrival(
    String kind,
    String peer,
    String key,
    @Nullable ItemLabel label,
    Bytes body,
    long appendedAtMillis) {
  /** Kind of a record that is not a {@link RawRecord}; it is quarantined. */
  public static final String UNREADABLE = "UNREADABLE";

  /** What is kept of a record that is not a raw record; an outcome must be able to carry it. */
  static final int MAX_UNREADABLE_BYTES = Item.MAX_BYTES;

  /** Reads what the topic holds; never fails. */
  public static Arrival of(Bytes value, long appendedAtMillis) {
    try {
      RawRecord raw = RawRecord.decode(value);
      return of(raw, appendedAtMillis);
    } catch (WireFormatException e) {
      Bytes kept = value.slice(0, Math.min(value.length(), MAX_UNREADABLE_BYTES));
      return new Arrival(UNREADABLE, "", "", null, kept, appendedAtMillis);
    }
  }

  public static Arrival of(RawRecord raw, long appendedAtMillis) {
    return new Arrival(
        raw.kind().name(),
        raw.peer().value(),
        raw.key(),
        raw.label(),
        raw.body(),
        appendedAtMillis);
  }
}
