package dev.breakwater.ingest.onshore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.iceberg.Files;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

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

  /** Writes a file with one row, whose texts and bytes all are a text; returns the file. */
  public static Path write(Path directory, byte[] text) throws IOException {
    Path file = directory.resolve("planted.parquet");
    Record row = GenericRecord.create(OutcomeRow.SCHEMA);
    for (Types.NestedField field : OutcomeRow.SCHEMA.columns()) {
      row.setField(field.name(), value(field.type().typeId(), text));
    }
    try (FileAppender<Record> out =
        Parquet.write(Files.localOutput(file.toFile()))
            .schema(OutcomeRow.SCHEMA)
            .createWriterFunc(GenericParquetWriter::create)
            .build()) {
      out.add(row);
    }
    return file;
  }

  private static Object value(Type.TypeID type, byte[] text) {
    return switch (type) {
      case LONG -> 1L;
      case TIMESTAMP -> OffsetDateTime.parse("2026-11-27T00:00:00Z");
      case LIST -> List.of(new String(text, StandardCharsets.UTF_8));
      case BINARY -> ByteBuffer.wrap(text);
      default -> new String(text, StandardCharsets.UTF_8);
    };
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
