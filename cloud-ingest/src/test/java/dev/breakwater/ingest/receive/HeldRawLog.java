package dev.breakwater.ingest.receive;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A log in memory whose commits can be held back. */
final class HeldRawLog implements RawLog {
  private final List<RawRecord> records = new ArrayList<>();
  private final Queue<Consumer<Commit>> held = new ConcurrentLinkedQueue<>();
  private final boolean remembering;
  private volatile boolean holding;

  HeldRawLog() {
    this(true);
  }

  /**
   * @param remembering whether records are kept and counted
   */
  HeldRawLog(boolean remembering) {
    this.remembering = remembering;
  }

  @Override
  public void append(ChainId chain, RawRecord record, Consumer<Commit> report) {
    if (remembering) {
      synchronized (records) {
        records.add(record);
      }
    }
    if (holding) {
      held.add(report);
    } else {
      report.accept(Commit.COMMITTED);
    }
  }

  void hold() {
    holding = true;
  }

  /** Reports what was held back, and what comes later at once. */
  void release() {
    holding = false;
    for (var report = held.poll(); report != null; report = held.poll()) {
      report.accept(Commit.COMMITTED);
    }
  }

  int held() {
    return held.size();
  }

  int size() {
    synchronized (records) {
      return records.size();
    }
  }

  @Override
  public void close() {
    release();
  }
}
