package dev.breakwater.ingest.fsck;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The entries of a log whose files were verified. */
final class LoggedEntries {
  private final List<LeafContent> leaves = new ArrayList<>();

  /** By commitment; what is decided about an item once more has the same commitment again. */
  private final Map<Digest, List<Integer>> places = new HashMap<>();

  private LoggedEntries() {}

  static LoggedEntries read(LogSource log, long size) throws IOException {
    var entries = new LoggedEntries();
    for (long index = 0; index * Tile.FULL < size; index++) {
      entries.add(log, Tile.at(Tile.ENTRIES, index, size));
    }
    return entries;
  }

  private void add(LogSource log, Tile bundle) throws IOException {
    Bytes content =
        log.read(bundle.path(), EntryBundle.MAX_BYTES)
            .orElseThrow(() -> new FileNotFoundException(bundle.path()));
    try {
      for (Bytes entry : EntryBundle.decode(content, bundle.width())) {
        LeafContent leaf = Leaf.decode(entry).content();
        places.merge(leaf.commitment(), List.of(leaves.size()), LoggedEntries::joined);
        leaves.add(leaf);
      }
    } catch (NonCanonicalException e) {
      throw new IOException(bundle.path() + " changed while it was read", e);
    }
  }

  List<LeafContent> leaves() {
    return leaves;
  }

  private static List<Integer> joined(List<Integer> before, List<Integer> place) {
    return Stream.concat(before.stream(), place.stream()).toList();
  }

  /** Returns the places of the entries with a commitment. */
  List<Integer> find(Digest commitment) {
    return places.getOrDefault(commitment, List.of());
  }
}
