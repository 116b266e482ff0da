package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces data files beside the store writer.
 *
 * <p>The writer finds in the newest snapshots which checkpoint it committed last; without that mark
 * it would, started again, commit the files of its last checkpoint a second time. Old snapshots
 * expire, so every snapshot of maintenance carries the mark on. It must be the newest one: a commit
 * of the writer in between makes this one start again with the new mark.
 */
final class CarriedCommit {
  private static final Set<String> MARK =
      Set.of(SinkUtil.FLINK_JOB_ID, SinkUtil.OPERATOR_ID, SinkUtil.MAX_COMMITTED_CHECKPOINT_ID);
  private static final int ATTEMPTS = 50;

  private static final Logger log = LoggerFactory.getLogger(CarriedCommit.class);

  private CarriedCommit() {}

  /**
   * Replaces files.
   *
   * @param from the snapshot that was current when {@code replaced} were read
   * @return whether it is done; if not, somebody else replaced files since, and they must be read
   *     anew
   */
  static boolean replace(
      Table table, Snapshot from, Collection<DataFile> replaced, Collection<DataFile> fresh)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      table.refresh();
      Snapshot head = table.currentSnapshot();
      if (head == null || !onlyAppended(table, from, head)) {
        return false;
      }
      try {
        overwrite(table, head, replaced, fresh);
        return true;
      } catch (CommitFailedException | ValidationException e) {
        log.debug("event=writer_was_faster table={} attempt={}", table.name(), attempt, e);
      }
    }
    throw new IOException(
        "table " + table.name() + ": the writer was faster " + ATTEMPTS + " times");
  }

  private static void overwrite(
      Table table, Snapshot head, Collection<DataFile> replaced, Collection<DataFile> fresh) {
    OverwriteFiles change = table.newOverwrite();
    replaced.forEach(change::deleteFile);
    fresh.forEach(change::addFile);
    mark(table, head).forEach(change::set);
    change.validateWith(directlyOn(head)).commit();
  }

  /** Appended files leave those that were there as they are. */
  private static boolean onlyAppended(Table table, Snapshot from, Snapshot head) {
    Snapshot each = head;
    while (each != null && each.snapshotId() != from.snapshotId()) {
      if (!each.operation().equals(DataOperations.APPEND)) {
        return false;
      }
      each = each.parentId() == null ? null : table.snapshot(each.parentId());
    }
    return each != null;
  }

  private static SnapshotAncestryValidator directlyOn(Snapshot head) {
    return new SnapshotAncestryValidator() {
      @Override
      public boolean validate(Iterable<Snapshot> ancestors) {
        Iterator<Snapshot> newestFirst = ancestors.iterator();
        return newestFirst.hasNext() && newestFirst.next().snapshotId() == head.snapshotId();
      }
    };
  }

  private static Map<String, String> mark(Table table, Snapshot head) {
    Map<String, String> mark = new HashMap<>();
    Snapshot written = marked(table, head);
    if (written != null) {
      mark.putAll(written.summary());
      mark.keySet().retainAll(MARK);
    }
    return mark;
  }

  /** Returns the newest snapshot that says which checkpoint is committed. */
  static @Nullable Snapshot marked(Table table, Snapshot head) {
    for (Snapshot each : SnapshotUtil.ancestorsOf(head.snapshotId(), table::snapshot)) {
      if (each.summary().containsKey(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID)) {
        return each;
      }
    }
    return null;
  }
}
