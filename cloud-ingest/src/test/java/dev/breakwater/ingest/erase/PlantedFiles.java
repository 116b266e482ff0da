package dev.breakwater.ingest.erase;

import dev.breakwater.ingest.onshore.StoredCells;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * A text in each form in which a broker, a checkpoint or a table would have it if it had not been
 * encrypted, written by that program's own library. Its halves come before it, so that a
 * compression leaves nothing of the whole.
 */
final class PlantedFiles {
  private static final KeyGroupRange ALL = KeyGroupRange.of(0, 127);

  private final Path directory;
  private final byte[] text;
  private final List<Path> files = new ArrayList<>();

  private PlantedFiles(Path directory, String marker) {
    this.directory = directory;
    int half = marker.length() / 2;
    String halves = marker.substring(0, half) + "." + marker.substring(half) + ".";
    this.text = (halves.repeat(3) + marker).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes them all, each into a directory of its own. */
  static List<Path> of(Path directory, String marker) throws IOException {
    var planted = new PlantedFiles(directory, marker);
    planted.batch("plain", Compression.NONE);
    planted.batch("gzip", Compression.gzip().build());
    planted.batch("snappy", Compression.snappy().build());
    planted.batch("lz4", Compression.lz4().build());
    Path table = planted.table();
    planted.files.add(table);
    planted.checkpoint(
        "hashmap",
        new KeyGroupsStateHandle(
            new KeyGroupRangeOffsets(ALL), new ByteStreamStateHandle("state", planted.text)));
    planted.checkpoint("rocksdb", incremental(Files.readAllBytes(table)));
    planted.files.add(StoredCells.write(planted.place("store"), planted.text));
    return planted.files;
  }

  private Path place(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private void batch(String name, Compression compression) throws IOException {
    Path file = place("kafka-" + name).resolve("00000000000000000000.log");
    try (FileRecords log = FileRecords.open(file.toFile())) {
      log.append(MemoryRecords.withRecords(compression, new SimpleRecord(1, new byte[] {1}, text)));
      log.flush();
    }
    files.add(file);
  }

  /** As Flink has RocksDB compress by default. */
  private Path table() throws IOException {
    Path file = place("table").resolve("000009.sst");
    try (var options = new Options().setCompressionType(CompressionType.SNAPPY_COMPRESSION);
        var environment = new EnvOptions();
        var writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      writer.put(new byte[] {1}, text);
      writer.finish();
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
    return file;
  }

  /** Small files of RocksDB are not written beside the checkpoint, but into it. */
  private static KeyedStateHandle incremental(byte[] table) {
    var small = new ByteStreamStateHandle("000009.sst", table);
    return new IncrementalRemoteKeyedStateHandle(
        new UUID(1, 2),
        ALL,
        1,
        List.of(HandleAndLocalPath.of(small, "000009.sst")),
        List.of(),
        new ByteStreamStateHandle("meta", new byte[] {1}));
  }

  private void checkpoint(String name, KeyedStateHandle state) throws IOException {
    var operator = new OperatorState("admission", "admission", new OperatorID(), 1, 128);
    operator.putState(0, OperatorSubtaskState.builder().setManagedKeyedState(state).build());
    var out = new ByteArrayOutputStream();
    Checkpoints.storeCheckpointMetadata(
        new CheckpointMetadata(1, List.of(operator), List.of()), out);
    files.add(Files.write(place("checkpoint-" + name).resolve("_metadata"), out.toByteArray()));
  }
}
