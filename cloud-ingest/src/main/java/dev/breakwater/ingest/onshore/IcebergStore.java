package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * The store as Iceberg tables in a directory. Reading needs neither Flink nor Kafka, and works in
 * any process while another one writes. Not thread-safe; open one for each thread.
 */
public final class IcebergStore implements OnshoreStore {
  private final JdbcCatalog catalog;
  private final Map<Part, Table> tables = new EnumMap<>(Part.class);

  private IcebergStore(JdbcCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Opens the store, creating its tables on first use.
   *
   * @throws IOException if the directory does not hold a store that can be read
   */
  public static IcebergStore open(Path directory) throws IOException {
    var store = new IcebergStore(OnshoreCatalog.open(directory));
    try {
      for (Part part : Part.values()) {
        store.tables.put(part, store.table(part));
      }
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw new IOException("the store in " + directory + " cannot be opened: " + e, e);
    }
  }

  private Table table(Part part) {
    if (!catalog.namespaceExists(Part.NAMESPACE)) {
      catalog.createNamespace(Part.NAMESPACE);
    }
    return catalog.tableExists(part.identifier())
        ? withEveryColumn(catalog.loadTable(part.identifier()))
        : create(part);
  }

  private static Table withEveryColumn(Table table) {
    if (table.schema().findField(OutcomeRow.KEY) == null) {
      table.updateSchema().addColumn(OutcomeRow.KEY, Types.StringType.get()).commit();
    }
    return table;
  }

  private Table create(Part part) {
    return catalog
        .buildTable(part.identifier(), OutcomeRow.SCHEMA)
        .withPartitionSpec(OutcomeRow.PARTITIONS)
        .withProperty(TableProperties.FORMAT_VERSION, "2")
        .withProperty(TableProperties.PARQUET_COMPRESSION, "zstd")
        // A checkpoint without new rows must not become a snapshot.
        .withProperty("flink.max-continuous-empty-commits", Integer.toString(Integer.MAX_VALUE))
        .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
        .withProperty(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20")
        .withProperty(TableProperties.COMMIT_NUM_RETRIES, "10")
        // Smallest and largest values would put parts of rows into the metadata.
        .withProperty(TableProperties.DEFAULT_WRITE_METRICS_MODE, "none")
        .create();
  }

  @Override
  public long count(Part part) throws IOException {
    Snapshot snapshot = refreshed(part).currentSnapshot();
    return snapshot == null
        ? 0
        : Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
  }

  @Override
  public void each(Selection selection, Consumer<Outcome> row)
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
  private static @Nullable Record next(Iterator<Record> rows, Part part) throws IOException {
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
    return filter;
  }

  private Table refreshed(Part part) throws IOException {
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
  public void close() {
    tables.clear();
    catalog.close();
  }
}
