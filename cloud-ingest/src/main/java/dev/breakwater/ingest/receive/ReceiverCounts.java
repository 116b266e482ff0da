package dev.breakwater.ingest.receive;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a receiver counts while it runs.
 *
 * @param requests whole ones, of any kind
 * @param slowed requests that were answered with 4.29
 * @param committed records that Kafka has
 * @param postponed records that were answered with 5.03
 */
record ReceiverCounts(
    LongAdder requests, LongAdder slowed, LongAdder committed, LongAdder postponed) {
  ReceiverCounts() {
    this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
  }

  void count(RawLog.Commit commit) {
    switch (commit) {
      case COMMITTED -> committed.increment();
      case FULL, FAILED -> postponed.increment();
    }
  }
}
