package dev.breakwater.ingest.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The requests to erase, a small file each, which stays as the record of what was done. A write
 * survives a crash, and a crash leaves the version before or after it. One process at a time works
 * on a request, which {@link #lock} sees to.
 */
public final class ErasureFiles {
  /** The largest file: names of keys are most of it. */
  static final int MAX_BYTES = 8 << 20;

  private static final String ENDING = ".json";
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path directory;

  public ErasureFiles(Path directory) {
    this.directory = directory;
  }

  /** Held while a request is worked on; waits for another process that holds it. */
  public Lock lock(String id) throws IOException {
    DurableFiles.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(id + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new Lock(channel, channel.lock());
  }

  /** The right to work on a request. */
  public record Lock(FileChannel channel, FileLock held) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Returns all requests, the oldest first. */
  public List<Erasure> all() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Erasure> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ENDING)).toList()) {
        all.add(read(file));
      }
    }
    all.sort(Comparator.comparingLong(Erasure::receivedMillis).thenComparing(Erasure::id));
    return all;
  }

  public Optional<Erasure> find(String id) throws IOException {
    Path file = directory.resolve(id + ENDING);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  void write(Erasure erasure) throws IOException {
    Bytes json = Bytes.of(JSON.writeValueAsBytes(erasure));
    DurableFiles.createDirectories(directory);
    DurableFiles.write(
        directory.resolve(erasure.id() + ENDING), directory.resolve(erasure.id() + ".new"), json);
  }

  private static Erasure read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), Erasure.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a request to erase: " + e.getOriginalMessage(), e);
    }
  }
}
