package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table as it grows: all rows first, later only those that each commit added. When rows
 * were taken away or files written anew (an erasure, a retention, a compaction) it begins again, so
 * that who adds up what it gives always has what the table has. Held clips are given as stored.
 *
 * <p>The columns of a row are read without its body, which is most of it, unless the category is
 * one of those that are asked for. For one thread, which the store belongs to.
 */
public final class RowFollower {
  private static final List<String> LABEL =
      List.of(
          OutcomeRow.VEHICLE,
          OutcomeRow.EPOCH,
          OutcomeRow.LANE,
          OutcomeRow.NUMBER,
          OutcomeRow.DIGEST,
          OutcomeRow.CATEGORY,
          OutcomeRow.PURPOSE,
          OutcomeRow.CAPTURED,
          OutcomeRow.APPENDED,
          OutcomeRow.RULES,
          OutcomeRow.PACK,
          OutcomeRow.REASON,
          OutcomeRow.KEY);

  private final IcebergStore store;
  private final Part part;
  private final Set<String> whole;

  /** The state of the table that was read; null before the first. */
  private @Nullable Snapshot read;

  /**
   * @param whole categories whose rows are read with their bodies
   */
  public RowFollower(IcebergStore store, Part part, Set<String> whole) {
    this.store = store;
    this.part = part;
    this.whole = Set.copyOf(whole);
  }

  /** Takes what is read. */
  public interface Reader {
    /** All that was given before is void: the rows are given again from the first. */
    void again();

    /** Takes a row; its body is empty unless the category was asked for. */
    void take(Outcome row);
  }

  /**
   * Gives what is new. After an exception the next call gives all rows again.
   *
   * @return whether anything was
   * @throws CorruptRowException at a row that is not what the vehicle delivered
   */
  public boolean read(Reader reader) throws IOException, CorruptRowException {
    Table table = store.refreshed(part);
    Snapshot now = table.currentSnapshot();
    Snapshot before = read;
    if (now == null || (before != null && now.snapshotId() == before.snapshotId())) {
      return false;
    }
    read = null;
    if (before != null && isGrownFrom(before, now, table)) {
      Scan added = scan -> scan.appendsBetween(before.snapshotId(), now.snapshotId());
      give(table, added, reader::take);
    } else {
      reader.again();
      give(table, scan -> scan.useSnapshot(now.snapshotId()), reader::take);
    }
    read = now;
    return true;
  }

  /** Which state, or which change, of a table is read. */
  private interface Scan {
    IcebergGenerics.ScanBuilder of(IcebergGenerics.ScanBuilder all);
  }

  /** An older state may be expired; then nobody can tell what was done since. */
  private static boolean isGrownFrom(Snapshot before, Snapshot now, Table table) {
    Snapshot each = now;
    while (each != null && each.snapshotId() != before.snapshotId()) {
      if (!each.operation().equals(DataOperations.APPEND)) {
        return false;
      }
      each = each.parentId() == null ? null : table.snapshot(each.parentId());
    }
    return each != null;
  }

  private void give(Table table, Scan scan, Consumer<Outcome> row)
      throws IOException, CorruptRowException {
    Expression asked = Expressions.in(OutcomeRow.CATEGORY, whole.toArray());
    Expression others = Expressions.notIn(OutcomeRow.CATEGORY, whole.toArray());
    String[] label = LABEL.toArray(new String[0]);
    give(scan.of(IcebergGenerics.read(table)).where(others).select(label), false, row);
    if (!whole.isEmpty()) {
      give(scan.of(IcebergGenerics.read(table)).where(asked), true, row);
    }
  }

  private void give(IcebergGenerics.ScanBuilder scan, boolean withBody, Consumer<Outcome> row)
      throws IOException, CorruptRowException {
    try (CloseableIterable<Record> rows = scan.build()) {
      Iterator<Record> remaining = rows.iterator();
      for (Record each = IcebergStore.next(remaining, part);
          each != null;
          each = IcebergStore.next(remaining, part)) {
        row.accept(withBody ? OutcomeRow.verified(each, part) : OutcomeRow.labelled(each, part));
      }
    } catch (RuntimeException e) {
      throw new IOException("table " + part.table() + " cannot be read: " + e, e);
    }
  }
}
