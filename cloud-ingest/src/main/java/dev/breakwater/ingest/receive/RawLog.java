package dev.breakwater.ingest.receive;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.RawRecord;
import java.util.function.Consumer;

/**
 * Where the receiver puts what it takes.
 *
 * <p>Durability: a record reported as {@link Commit#COMMITTED} is kept; one that was not may be
 * there all the same, so the sender repeats it and the job drops duplicates. Concurrency: safe for
 * use by several threads; nobody waits. Nothing is repeated here.
 */
interface RawLog extends AutoCloseable {
  /** What became of a record. */
  enum Commit {
    COMMITTED,
    /** Too much waits already; nothing was written. */
    FULL,
    /** No commit was heard of. */
    FAILED
  }

  /**
   * Appends and reports once, on another thread or on the caller's.
   *
   * @param chain records of one chain keep their order
   */
  void append(ChainId chain, RawRecord record, Consumer<Commit> report);

  /** Waits for what is in flight, a few seconds at most. */
  @Override
  void close();
}
