package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;

/**
 * The data files of a table, read and written by Iceberg's generic records. The table's rows are
 * never deleted beside a file, so a data file says all of itself.
 */
final class DataFiles {
  private final Table table;

  DataFiles(Table table) {
    this.table = table;
  }

  /** Returns the files of a snapshot. */
  List<DataFile> of(Snapshot snapshot) throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    }
    return files;
  }

  /** Counts the rows that {@code wanted} takes; it sees the columns {@code columns} only. */
  long count(DataFile file, Predicate<Record> wanted, String... columns) throws IOException {
    long rows = 0;
    try (CloseableIterable<Record> records = read(file, table.schema().select(columns))) {
      for (Record each : records) {
        rows += wanted.test(each) ? 1 : 0;
      }
    }
    return rows;
  }

  /**
   * Writes the rows of files that {@code kept} takes to new files, which lie as the table's present
   * partitions say. Nothing refers to them until they are committed.
   */
  List<DataFile> rewrite(List<DataFile> files, Predicate<Record> kept) throws IOException {
    var factory = new GenericFileWriterFactory.Builder(table).dataFileFormat(FileFormat.PARQUET);
    var names =
        OutputFileFactory.builderFor(table, 0, 0)
            .format(FileFormat.PARQUET)
            .operationId("maintenance-" + UUID.randomUUID())
            .build();
    var writer =
        new FanoutDataWriter<Record>(
            factory.build(), names, table.io(), StoreTables.TARGET_FILE_BYTES);
    try (writer) {
      var partition = new PartitionKey(table.spec(), table.schema());
      var values = new InternalRecordWrapper(table.schema().asStruct());
      for (DataFile file : files) {
        try (CloseableIterable<Record> records = read(file, table.schema())) {
          for (Record each : records) {
            if (kept.test(each)) {
              partition.partition(values.wrap(each));
              writer.write(each, table.spec(), partition);
            }
          }
        }
      }
    }
    return writer.result().dataFiles();
  }

  private CloseableIterable<Record> read(DataFile file, Schema columns) {
    return Parquet.read(table.io().newInputFile(file.location()))
        .project(columns)
        .createReaderFunc(stored -> GenericParquetReaders.buildReader(columns, stored))
        .build();
  }
}
