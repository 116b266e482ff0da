package dev.breakwater.ingest.onshore;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Clips in which something was found after they were stored. Their rows stay where they are, so
 * that every count of rows and decisions still agrees; whoever reads the store sees them in
 * quarantine, and not among the items. A file for each clip, beside the tables. Safe for use by
 * several processes, of which one holds.
 */
public final class HeldClips {
  private static final String VERSION = "dev.breakwater/held@v1";
  private static final String STATEMENT = ".statement";
  private static final String DRAFT = ".draft";

  private final Path directory;

  private HeldClips(Path directory) {
    this.directory = directory;
  }

  /**
   * @param store directory of the store
   */
  public static HeldClips of(Path store) {
    return new HeldClips(store.resolve("held"));
  }

  /**
   * Holds a clip, from now on.
   *
   * @param reason why, as the quarantine says it
   * @param items names of the clip's manifest and chunks
   * @param statement of the incident, which is owed to the log until {@link #told}
   */
  public void hold(Digest clip, String reason, List<String> items, Statement statement)
      throws IOException {
    DurableFiles.createDirectories(directory);
    write(clip.hex() + STATEMENT, statement.encode());
    String text = VERSION + "\n" + reason + "\n" + String.join("\n", items) + "\n";
    write(clip.hex(), Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void write(String name, Bytes content) throws IOException {
    DurableFiles.write(directory.resolve(name), directory.resolve(name + DRAFT), content);
  }

  /** Returns the statements that the log is still owed. */
  public Map<Digest, Statement> untold() throws IOException {
    Map<Digest, Statement> untold = new HashMap<>();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(STATEMENT)) {
        try {
          Bytes encoded = Bytes.of(Files.readAllBytes(file));
          var clip = Digest.ofHex(name.substring(0, name.length() - STATEMENT.length()));
          untold.put(clip, Statement.decode(encoded));
        } catch (WireFormatException e) {
          throw new IOException(file + " is damaged", e);
        }
      }
    }
    return untold;
  }

  /** The log has, or will have, the statement about a clip. */
  public void told(Digest clip) throws IOException {
    DurableFiles.delete(directory.resolve(clip.hex() + STATEMENT));
  }

  public boolean isHeld(Digest clip) {
    return Files.exists(directory.resolve(clip.hex()));
  }

  /** Lets a clip be seen again: somebody looked, and nothing was there. */
  public void release(Digest clip) throws IOException {
    DurableFiles.delete(directory.resolve(clip.hex()));
  }

  /** Returns the reason of every held item, by its name. */
  public Map<String, String> items() throws IOException {
    Map<String, String> items = new HashMap<>();
    for (Path file : files()) {
      if (String.valueOf(file.getFileName()).matches("[0-9a-f]{64}")) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2 || !lines.get(0).equals(VERSION)) {
          throw new IOException(file + " is damaged");
        }
        lines.subList(2, lines.size()).forEach(item -> items.put(item, lines.get(1)));
      }
    }
    return items;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
