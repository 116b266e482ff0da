package dev.breakwater.ingest.erase;

import static java.util.Objects.requireNonNull;

import dev.breakwater.ingest.onshore.StoredCells;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/**
 * What a file holds once its writer's compression is undone, by that writer's own library: batches
 * of Kafka, checkpoints of Flink with all that they point to or contain, tables of RocksDB,
 * Parquet.
 */
final class FileContents {
  private static final Pattern SEGMENT = Pattern.compile("[0-9]{20}\\.log");
  private static final String CHECKPOINT = "_metadata";

  /** The last bytes of a table of RocksDB (kBlockBasedTableMagicNumber, little-endian). */
  private static final byte[] TABLE_END = {
    (byte) 0xf7, (byte) 0xcf, (byte) 0xf4, (byte) 0x85, (byte) 0xb7, 0x41, (byte) 0xe2, (byte) 0x88
  };

  static {
    RocksDB.loadLibrary();
  }

  private FileContents() {}

  /** Returns the parts of a file; none if it is written as it is. */
  static List<byte[]> of(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".parquet")) {
      return List.of(StoredCells.of(file));
    }
    if (SEGMENT.matcher(name).matches()) {
      return List.of(records(file));
    }
    if (name.equals(CHECKPOINT)) {
      return checkpoint(file);
    }
    return isTable(Files.readAllBytes(file)) ? List.of(table(file)) : List.of();
  }

  private static byte[] records(Path file) throws IOException {
    var found = new ByteArrayOutputStream();
    try (FileRecords records = FileRecords.open(file.toFile(), false)) {
      for (Record each : records.records()) {
        add(found, each.key());
        add(found, each.value());
      }
    } catch (KafkaException e) {
      // The broker has not written the end yet.
      return found.toByteArray();
    }
    return found.toByteArray();
  }

  private static void add(ByteArrayOutputStream found, @Nullable ByteBuffer bytes) {
    if (bytes != null) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      found.writeBytes(copy);
    }
  }

  private static List<byte[]> checkpoint(Path file) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      var metadata =
          Checkpoints.loadCheckpointMetadata(
              in,
              FileContents.class.getClassLoader(),
              requireNonNull(file.getParent()).toUri().toString());
      for (OperatorState operator : metadata.getOperatorStates()) {
        for (OperatorSubtaskState task : operator.getStates()) {
          for (StreamStateHandle handle : handles(task)) {
            parts.add(bytes(handle));
          }
        }
      }
    }
    return parts;
  }

  private static List<StreamStateHandle> handles(OperatorSubtaskState task) {
    List<StreamStateHandle> handles = new ArrayList<>();
    for (KeyedStateHandle keyed : task.getManagedKeyedState()) {
      if (keyed instanceof StreamStateHandle whole) {
        handles.add(whole);
      } else if (keyed instanceof IncrementalRemoteKeyedStateHandle incremental) {
        handles.add(incremental.getMetaDataStateHandle());
        incremental.getSharedState().forEach(each -> handles.add(each.getHandle()));
        incremental.getPrivateState().forEach(each -> handles.add(each.getHandle()));
      } else {
        throw new IllegalStateException("how is " + keyed.getClass() + " read?");
      }
    }
    task.getManagedOperatorState().forEach(handles::add);
    return handles;
  }

  private static byte[] bytes(StreamStateHandle handle) throws IOException {
    byte[] raw;
    try (InputStream in = handle.openInputStream()) {
      raw = in.readAllBytes();
    }
    if (!isTable(raw)) {
      return raw;
    }
    Path copy = Files.createTempFile("table", ".sst");
    try {
      return table(Files.write(copy, raw));
    } finally {
      Files.delete(copy);
    }
  }

  private static boolean isTable(byte[] bytes) {
    int from = bytes.length - TABLE_END.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, TABLE_END, 0, TABLE_END.length);
  }

  private static byte[] table(Path file) throws IOException {
    var found = new ByteArrayOutputStream();
    try (var options = new Options();
        var read = new ReadOptions();
        var reader = new SstFileReader(options)) {
      reader.open(file.toString());
      try (var rows = reader.newIterator(read)) {
        for (rows.seekToFirst(); rows.isValid(); rows.next()) {
          found.writeBytes(rows.key());
          found.writeBytes(rows.value());
        }
      }
    } catch (RocksDBException e) {
      throw new IOException(file.toString(), e);
    }
    return found.toByteArray();
  }
}
