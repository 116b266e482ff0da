package dev.breakwater.ingest.evidence;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Papers that explain what rows name by a digest: {@code models/DIGEST.md}, the card of the model
 * whose file has this SHA-256, and {@code notices/DIGEST.json}, the notice that has it itself. They
 * stay when the product is updated. One writer; what a method returned from survives a crash.
 */
public final class KeptPapers {
  /** Longest paper, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private final Path directory;

  /**
   * @param directory made when the first one is kept
   */
  public KeptPapers(Path directory) {
    this.directory = directory;
  }

  /** Keeps the card of a model; a later one replaces it. */
  public void keepCard(Digest model, Bytes card) throws IOException {
    keep(card(model), card);
  }

  public void keepNotice(Bytes notice) throws IOException {
    keep(notice(Digest.of(notice)), notice);
  }

  private void keep(String name, Bytes content) throws IOException {
    Path file = directory.resolve(name);
    if (!DurableFiles.read(file).filter(content::equals).isPresent()) {
      DurableFiles.createDirectories(DurableFiles.parent(file));
      DurableFiles.write(file, file.resolveSibling("new." + file.getFileName()), content);
    }
  }

  static String card(Digest model) {
    return "models/" + model.hex() + ".md";
  }

  static String notice(Digest notice) {
    return "notices/" + notice.hex() + ".json";
  }

  /**
   * Returns a paper by its name here, which is its name in a pack too.
   *
   * @throws IOException also if it is longer than {@link #MAX_BYTES}
   */
  Optional<Bytes> find(String name) throws IOException {
    Path file = directory.resolve(name);
    if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    return DurableFiles.read(file);
  }
}
