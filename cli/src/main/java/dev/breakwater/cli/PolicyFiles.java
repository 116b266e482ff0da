package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.VssTree;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Problem;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packs, catalogs and trees of signals that options name. */
final class PolicyFiles {
  private PolicyFiles() {}

  static PolicyPack pack(Path file, Catalog catalog)
      throws IOException, CommandFailedException, InvalidSourceException {
    return PolicyPack.load(read(file), file.toString(), catalog);
  }

  /**
   * @param named id of a built-in pack, or its file
   */
  static PolicyPack packNamed(String named, Catalog catalog)
      throws IOException, CommandFailedException, InvalidSourceException {
    if (!PolicyPack.builtInIds().contains(named)) {
      return pack(Path.of(named), catalog);
    }
    PolicyPack pack = PolicyPack.builtIn(named);
    if (!pack.catalog().equals(catalog)) {
      throw new CommandFailedException(
          named + " speaks of the built-in catalog.", "Leave out --catalog, or name a file.", 2);
    }
    return pack;
  }

  /**
   * Returns the text of a pack that compiles.
   *
   * @param named id of a built-in pack, or its file
   */
  static String textOf(String named) throws IOException, CommandFailedException {
    Bytes yaml =
        PolicyPack.builtInIds().contains(named)
            ? PolicyPack.builtInText(named)
            : read(Path.of(named));
    try {
      var unused = PolicyPack.load(yaml, named, Catalog.cn());
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(
          e.problems().get(0) + ".", "'breakwater policy check' shows every mistake.");
    }
    return new String(yaml.toArray(), StandardCharsets.UTF_8);
  }

  /**
   * @param file null for the built-in catalog
   */
  static Catalog catalog(@Nullable Path file)
      throws IOException, CommandFailedException, InvalidSourceException {
    return file == null ? Catalog.cn() : Catalog.load(read(file), file.toString());
  }

  static VssTree vss(Path file) throws IOException, CommandFailedException, InvalidSourceException {
    return VssTree.load(read(file, Source.MAX_TREE_BYTES), file.toString());
  }

  static Bytes read(Path file) throws IOException, CommandFailedException {
    return read(file, Source.MAX_BYTES);
  }

  private static Bytes read(Path file, int limit) throws IOException, CommandFailedException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than is read of a source, so that the reader says what the limit is.
      return Bytes.of(in.readNBytes(limit + 1));
    }
  }

  static void requireFile(Path file) throws CommandFailedException {
    requireFile(file, "Name one that is.");
  }

  static void requireFile(Path file, String remedy) throws CommandFailedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException(file + " is not a file.", remedy, 2);
    }
  }

  /** Reads what somebody named. */
  interface Reader<S, T> {
    List<T> read(S named) throws IOException, CommandFailedException, InvalidSourceException;
  }

  /**
   * Reads all that was named.
   *
   * @throws InvalidSourceException with every problem of every file
   */
  static <S, T> List<T> all(List<S> named, Reader<S, T> reader)
      throws IOException, CommandFailedException, InvalidSourceException {
    List<T> read = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (S each : named) {
      try {
        read.addAll(reader.read(each));
      } catch (InvalidSourceException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSourceException(problems);
    }
    return read;
  }
}
