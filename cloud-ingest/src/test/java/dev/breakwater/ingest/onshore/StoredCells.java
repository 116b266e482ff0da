package dev.breakwater.ingest.onshore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/** What a data file of the store holds once its compression is taken off. */
public final class StoredCells {
  private StoredCells() {}

  /** Returns the content of every cell, one after the other. */
  public static byte[] of(Path parquet) throws IOException {
    var cells = new ByteArrayOutputStream();
    try (CloseableIterable<Record> rows =
        Parquet.read(Files.localInput(parquet.toFile()))
            .project(OutcomeRow.SCHEMA)
            .createReaderFunc(
                stored -> GenericParquetReaders.buildReader(OutcomeRow.SCHEMA, stored))
            .build()) {
      for (Record row : rows) {
        for (int i = 0; i < row.size(); i++) {
          cells.writeBytes(bytes(row.get(i)));
        }
      }
    }
    return cells.toByteArray();
  }

  private static byte[] bytes(Object cell) {
    if (cell instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return String.valueOf(cell).getBytes(StandardCharsets.UTF_8);
  }
}
