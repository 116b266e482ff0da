package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * The store as Iceberg tables in a directory. Reading needs neither Flink nor Kafka, and works in
 * any process while another one writes. Not thread-safe; open one for each thread.
 */
public final class IcebergStore implements OnshoreStore {
  private final Catalog catalog;
  private final HeldClips held;
  private final Map<Part, Table> tables = new EnumMap<>(Part.class);

  private IcebergStore(Catalog catalog, HeldClips held) {
    this.catalog = catalog;
    this.held = held;
  }

  /**
   * Opens the store, creating its tables on first use.
   *
   * @throws IOException if the directory does not hold a store that can be read
   */
  public static IcebergStore open(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("tables"));
    CatalogSettings settings = CatalogSettings.of(directory);
    try {
      return open(settings.open(), HeldClips.of(directory));
    } catch (RuntimeException e) {
      throw new IOException("the store in " + directory + " cannot be opened: " + e, e);
    }
  }

  private static IcebergStore open(Catalog catalog, HeldClips held) throws IOException {
    var store = new IcebergStore(catalog, held);
    boolean opened = false;
    try {
      for (Part part : Part.values()) {
        store.tables.put(part, StoreTables.open(catalog, part));
      }
      opened = true;
      return store;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  @Override
  public long count(Part part) throws IOException {
    Snapshot snapshot = refreshed(part).currentSnapshot();
    return snapshot == null
        ? 0
        : Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
  }

  /**
   * Takes the rows of data keys out of every table, and all files that held them off the disk:
   * files are written anew, older snapshots end, what crashes left is deleted ({@link OldFiles}). A
   * reader that is at it meanwhile may fail and begin again. Rows that the writer has read and not
   * committed yet are not found: call it again later.
   *
   * @param keys names of data keys, as in {@link Outcome#key}; none is empty
   * @return how many rows are gone
   * @throws IOException if it was not finished; call it again
   */
  public long erase(Set<String> keys) throws IOException {
    if (keys.contains("")) {
      throw new IllegalArgumentException("rows without a key are nobody's");
    }
    long rows = 0;
    for (Part part : Part.values()) {
      rows += erase(part, row -> keys.contains(row.getField(OutcomeRow.KEY)), OutcomeRow.KEY);
      // Not only after rows were found: a call that was cut off may have left old files.
      dropHistory(part);
    }
    return rows;
  }

  /** Erases the rows of a table that {@code gone} takes, which sees {@code columns} only. */
  long erase(Part part, Predicate<Record> gone, String... columns) throws IOException {
    Table table = refreshed(part);
    try {
      return new RowErasure(table, gone, columns).run();
    } catch (RuntimeException e) {
      throw new IOException("table " + part.table() + " could not be rewritten: " + e, e);
    }
  }

  /** Takes everything off the disk that the present state of a table does not need. */
  void dropHistory(Part part) throws IOException {
    try {
      OldFiles old = new OldFiles(refreshed(part));
      old.expireOlderThan(Long.MAX_VALUE);
      old.removeOrphans();
    } catch (RuntimeException e) {
      throw new IOException("table " + part.table() + ": old files could not be deleted: " + e, e);
    }
  }

  /** Held clips are read as quarantined. */
  @Override
  public void each(Selection selection, Consumer<Outcome> row)
      throws IOException, CorruptRowException {
    Map<String, String> hidden = held.items();
    if (selection.part() == Part.ITEMS) {
      decided(selection, each -> takeIf(!hidden.containsKey(each.item()), each, row));
      return;
    }
    decided(selection, row);
    if (!hidden.isEmpty()) {
      var stored = new Selection(Part.ITEMS, selection.equal(), selection.since());
      decided(
          stored,
          each -> {
            String reason = hidden.get(each.item());
            if (reason != null) {
              row.accept(quarantined(each, reason));
            }
          });
    }
  }

  private static Outcome quarantined(Outcome row, String reason) {
    return new Outcome(
        Outcome.Verdict.QUARANTINED,
        row.vehicle(),
        row.epoch(),
        row.lane(),
        row.number(),
        row.digest(),
        row.category(),
        row.purpose(),
        row.capturedAtMillis(),
        row.appendedAtMillis(),
        row.rules(),
        row.pack(),
        reason,
        row.key(),
        row.body());
  }

  private static void takeIf(boolean shown, Outcome each, Consumer<Outcome> row) {
    if (shown) {
      row.accept(each);
    }
  }

  @Override
  public OnshoreStore asDecided() {
    return new OnshoreStore() {
      @Override
      public long count(Part part) throws IOException {
        return IcebergStore.this.count(part);
      }

      @Override
      public void each(Selection selection, Consumer<Outcome> row)
          throws IOException, CorruptRowException {
        decided(selection, row);
      }

      @Override
      public void close() throws IOException {
        IcebergStore.this.close();
      }
    };
  }

  private void decided(Selection selection, Consumer<Outcome> row)
      throws IOException, CorruptRowException {
    Part part = selection.part();
    Table table = refreshed(part);
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).where(filter(selection)).build()) {
      Iterator<Record> remaining = rows.iterator();
      for (Record each = next(remaining, part); each != null; each = next(remaining, part)) {
        row.accept(OutcomeRow.verified(each, part));
      }
    }
  }

  /** Iceberg reports a file it cannot read by several unchecked exceptions; this is one. */
  static @Nullable Record next(Iterator<Record> rows, Part part) throws IOException {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (RuntimeException e) {
      throw new IOException("table " + part.table() + " cannot be read: " + e, e);
    }
  }

  private static Expression filter(Selection selection) {
    Expression filter = Expressions.alwaysTrue();
    for (var column : selection.equal().entrySet()) {
      filter = Expressions.and(filter, Expressions.equal(column.getKey(), column.getValue()));
    }
    return selection.since().equals(Instant.EPOCH)
        ? filter
        : Expressions.and(filter, Selection.appended(selection.since()));
  }

  /** Returns the table as it is now. */
  Table refreshed(Part part) throws IOException {
    Table table = tables.get(part);
    if (table == null) {
      throw new IOException("the store is closed");
    }
    try {
      table.refresh();
      return table;
    } catch (RuntimeException e) {
      throw new IOException("table " + part.table() + " cannot be read: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    tables.clear();
    if (catalog instanceof Closeable open) {
      open.close();
    }
  }
}
