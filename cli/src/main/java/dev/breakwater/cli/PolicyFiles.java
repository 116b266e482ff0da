package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Packs and catalogs that options name. */
final class PolicyFiles {
  private PolicyFiles() {}

  static PolicyPack pack(Path file, Catalog catalog)
      throws IOException, CommandFailedException, InvalidSourceException {
    return PolicyPack.load(read(file), file.toString(), catalog);
  }

  /**
   * @param file null for the built-in catalog
   */
  static Catalog catalog(@Nullable Path file)
      throws IOException, CommandFailedException, InvalidSourceException {
    return file == null ? Catalog.cn() : Catalog.load(read(file), file.toString());
  }

  static Bytes read(Path file) throws IOException, CommandFailedException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than is read of a source, so that the reader says what the limit is.
      return Bytes.of(in.readNBytes(Source.MAX_BYTES + 1));
    }
  }

  static void requireFile(Path file) throws CommandFailedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException(file + " is not a file.", "Name one that is.", 2);
    }
  }
}
