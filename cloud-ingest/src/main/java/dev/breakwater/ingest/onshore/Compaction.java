package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteFileGroup;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Makes few files of many small ones: the writer makes one for each checkpoint and partition. What
 * to put together is planned by Iceberg.
 */
final class Compaction {
  /** Fewer small files of a partition than this stay as they are. */
  static final int MIN_FILES = 5;

  private final Table table;

  Compaction(Table table) {
    this.table = table;
  }

  /**
   * @return how many files are replaced; what others replaced meanwhile is left for the next time
   */
  long run() throws IOException {
    table.refresh();
    Snapshot from = table.currentSnapshot();
    if (from == null) {
      return 0;
    }
    List<DataFile> old = new ArrayList<>();
    List<DataFile> fresh = new ArrayList<>();
    try (CloseableIterable<RewriteFileGroup> groups = planned(from)) {
      for (RewriteFileGroup group : groups) {
        List<DataFile> files = List.copyOf(group.rewrittenFiles());
        fresh.addAll(new DataFiles(table).rewrite(files, row -> true));
        old.addAll(files);
      }
    }
    if (old.isEmpty() || CarriedCommit.replace(table, from, old, fresh)) {
      return old.size();
    }
    fresh.forEach(file -> table.io().deleteFile(file.location()));
    return 0;
  }

  private CloseableIterable<RewriteFileGroup> planned(Snapshot from) {
    var planner =
        new BinPackRewriteFilePlanner(table, Expressions.alwaysTrue(), from.snapshotId(), true);
    planner.init(
        Map.of(
            BinPackRewriteFilePlanner.MIN_INPUT_FILES,
            Integer.toString(MIN_FILES),
            BinPackRewriteFilePlanner.TARGET_FILE_SIZE_BYTES,
            Long.toString(StoreTables.TARGET_FILE_BYTES)));
    return planner.plan().groups();
  }
}
