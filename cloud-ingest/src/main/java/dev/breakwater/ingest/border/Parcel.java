package dev.breakwater.ingest.border;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;

/**
 * What a recipient gets: lines of JSON, the first one about the whole, then one for each row. A row
 * that was erased after the decision is a line with its digest alone.
 *
 * @param idempotencyKey the same whenever it is sent
 * @param digest as the audit log has it
 * @param erased rows that are not in it any more
 */
public record Parcel(String idempotencyKey, Digest digest, long erased, Bytes body) {
  /** The most rows of one release. */
  public static final int MAX_ROWS = 100_000;

  /** The most bytes of one release, lines counted. */
  public static final int MAX_BYTES = 64 << 20;
}
