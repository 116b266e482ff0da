package dev.breakwater.ingest.onshore;

import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Types;

/**
 * Makes the tables, and brings those of an older release to the present form.
 *
 * <p>A table that was partitioned by day alone gets the category as well (Iceberg's partition
 * evolution): what it holds stays where it is and is found as before; what is written or rewritten
 * from then on lies by day and category.
 */
final class StoreTables {
  /** A day of one category; larger files are not rewritten. */
  static final long TARGET_FILE_BYTES = 128L << 20;

  /** Iceberg's writers hold a row group in memory for each partition that is open. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private static final int ATTEMPTS = 5;

  private StoreTables() {}

  static Table open(Catalog catalog, Part part) {
    if (catalog instanceof SupportsNamespaces spaces && !spaces.namespaceExists(Part.NAMESPACE)) {
      spaces.createNamespace(Part.NAMESPACE);
    }
    return catalog.tableExists(part.identifier())
        ? inPresentForm(catalog.loadTable(part.identifier()), part)
        : create(catalog, part);
  }

  private static Table create(Catalog catalog, Part part) {
    return catalog
        .buildTable(part.identifier(), OutcomeRow.SCHEMA)
        .withPartitionSpec(part.partitions())
        .withProperty(TableProperties.FORMAT_VERSION, "2")
        .withProperty(TableProperties.PARQUET_COMPRESSION, "zstd")
        .withProperty(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Long.toString(ROW_GROUP_BYTES))
        .withProperty(
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, Long.toString(TARGET_FILE_BYTES))
        // A checkpoint without new rows must not become a snapshot.
        .withProperty("flink.max-continuous-empty-commits", Integer.toString(Integer.MAX_VALUE))
        .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
        .withProperty(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20")
        .withProperty(TableProperties.COMMIT_NUM_RETRIES, "10")
        // Smallest and largest values would put parts of rows into the metadata: of no column.
        .withProperty(TableProperties.DEFAULT_WRITE_METRICS_MODE, "none")
        .create();
  }

  /** Another process may do the same at the same time; then its change is found and kept. */
  private static Table inPresentForm(Table table, Part part) {
    for (int attempt = 1; ; attempt++) {
      try {
        evolve(table, part);
        return table;
      } catch (CommitFailedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        table.refresh();
      }
    }
  }

  private static void evolve(Table table, Part part) {
    if (table.schema().findField(OutcomeRow.KEY) == null) {
      table.updateSchema().addColumn(OutcomeRow.KEY, Types.StringType.get()).commit();
    }
    var wanted = part.partitions().fields().stream().map(PartitionField::name).toList();
    var present = table.spec().fields().stream().map(PartitionField::name).toList();
    if (wanted.contains(OutcomeRow.CATEGORY) && !present.contains(OutcomeRow.CATEGORY)) {
      table.updateSpec().addField(OutcomeRow.CATEGORY).commit();
    }
  }

  static PartitionSpec byDay() {
    return PartitionSpec.builderFor(OutcomeRow.SCHEMA).day(OutcomeRow.APPENDED).build();
  }

  static PartitionSpec byDayAndCategory() {
    return PartitionSpec.builderFor(OutcomeRow.SCHEMA)
        .day(OutcomeRow.APPENDED)
        .identity(OutcomeRow.CATEGORY)
        .build();
  }
}
