package dev.breakwater.console.fleet;

import dev.breakwater.ingest.onshore.RowFollower;
import dev.breakwater.wire.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What the table of quarantined rows has. Not thread-safe. */
final class QuarantineTally implements RowFollower.Reader {
  /** Rows that are listed, the newest; all are counted. */
  static final int MAX_LISTED = 1000;

  final Counts<String> reasons = new Counts<>();
  final Counts<String> vehicles = new Counts<>();
  private final TreeSet<RowLabel> newest =
      new TreeSet<>(
          Comparator.comparingLong(RowLabel::heardMillis)
              .thenComparing(RowLabel::digest)
              .thenComparing(RowLabel::item));
  private long rows;

  @Override
  public void again() {
    reasons.clear();
    vehicles.clear();
    newest.clear();
    rows = 0;
  }

  @Override
  public void take(Outcome row) {
    rows++;
    reasons.add(Reasons.name(row.reason()), 1);
    vehicles.add(row.vehicle(), 1);
    newest.add(RowLabel.of(row));
    if (newest.size() > MAX_LISTED) {
      newest.pollFirst();
    }
  }

  long rows() {
    return rows;
  }

  /** Returns rows, the newest first. */
  List<RowLabel> newest() {
    return new ArrayList<>(newest.descendingSet());
  }
}
