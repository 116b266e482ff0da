package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * Takes rows out of a table: files that hold one are written anew without it. What the old files
 * held is gone once {@link OldFiles} are deleted.
 */
final class RowErasure {
  private static final int ATTEMPTS = 5;

  private final Table table;
  private final Predicate<Record> gone;
  private final String[] columns;

  /**
   * @param columns all that {@code gone} looks at
   */
  RowErasure(Table table, Predicate<Record> gone, String... columns) {
    this.table = table;
    this.gone = gone;
    this.columns = columns.clone();
  }

  /**
   * @return how many rows are gone that were committed when it began
   * @throws IOException if others replaced the same files again and again; try again
   */
  long run() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      table.refresh();
      Snapshot from = table.currentSnapshot();
      if (from == null) {
        return 0;
      }
      List<DataFile> hit = new ArrayList<>();
      long rows = find(from, hit);
      if (rows == 0 || replace(from, hit)) {
        return rows;
      }
    }
    throw new IOException("table " + table.name() + ": its files are being replaced by others");
  }

  private long find(Snapshot from, List<DataFile> hit) throws IOException {
    var files = new DataFiles(table);
    long rows = 0;
    for (DataFile file : files.of(from)) {
      long found = files.count(file, gone, columns);
      if (found > 0) {
        hit.add(file);
        rows += found;
      }
    }
    return rows;
  }

  private boolean replace(Snapshot from, List<DataFile> hit) throws IOException {
    List<DataFile> fresh = new DataFiles(table).rewrite(hit, gone.negate());
    boolean replaced = CarriedCommit.replace(table, from, hit, fresh);
    if (!replaced) {
      fresh.forEach(file -> table.io().deleteFile(file.location()));
    }
    return replaced;
  }
}
