package dev.breakwater.ingest.stream;

import dev.breakwater.wire.ChainId;

/** Kafka topics of the onshore side. Keys are UTF-8 text, values are {@code wire} encodings. */
public final class Topics {
  /**
   * {@code RawRecord}s as received, keyed by {@link #key(ChainId)}, append time by the broker, kept
   * at least 14 days.
   */
  public static final String RAW = "raw";

  /** {@code Outcome}s, keyed like {@link #RAW}; read it with {@code read_committed} only. */
  public static final String OUTCOMES = "outcomes";

  /** {@code VehicleRecord}s, keyed by the vehicle, compacted. */
  public static final String VEHICLES = "vehicles";

  /**
   * Policy bundles as they travel, keyed by sequence number, append time by the broker, compacted.
   */
  public static final String POLICY_BUNDLES = "policy-bundles";

  /**
   * {@code Statement}s of the parts of the onshore side, one partition, kept as long as {@link
   * #OUTCOMES}.
   */
  public static final String STATEMENTS = "statements";

  private Topics() {}

  /** Returns the record key that keeps one chain in one partition, in order. */
  public static String key(ChainId chain) {
    return chain.toString();
  }
}
