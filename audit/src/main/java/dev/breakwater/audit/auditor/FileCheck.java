package dev.breakwater.audit.auditor;

import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Looks for files that {@link TreeCheck} has not read: a partial tile that a wider one superseded
 * may still lie there (C2SP tlog-tiles), if it is how the wider one begins; everything else is
 * unexpected. Runs after the tree is checked, so the wider tiles are right.
 */
final class FileCheck {
  private final LogSource source;
  private final long size;

  FileCheck(LogSource source, long size) {
    this.source = source;
    this.size = size;
  }

  /** Returns whether the source could list its files. */
  boolean run() throws IOException, BrokenLogException {
    Optional<List<String>> files = source.list();
    if (files.isEmpty()) {
      return false;
    }
    for (String path : files.get()) {
      check(path);
    }
    return true;
  }

  private void check(String path) throws IOException, BrokenLogException {
    Optional<Tile> tile = Tile.parse(path).filter(found -> found.isWithin(size));
    boolean known = path.equals(Verifier.CHECKPOINT) || tile.isPresent();
    if (!known) {
      throw BrokenLogException.unexpected(path);
    }
    if (tile.isPresent() && !tile.get().isIn(size)) {
      checkSuperseded(tile.get());
    }
  }

  private void checkSuperseded(Tile narrow) throws IOException, BrokenLogException {
    Tile wide = Tile.at(narrow.level(), narrow.index(), size);
    Optional<Bytes> content = read(narrow);
    Optional<Bytes> whole = read(wide);
    // A writer that deletes either between the listing and the reading is welcome to.
    if (content.isPresent()
        && whole.isPresent()
        && !beginning(wide, whole.get(), narrow.width()).equals(content.get())) {
      String what = "is not how its wider tile begins";
      throw BrokenLogException.content(narrow.path(), VerifyReport.NO_INDEX, what);
    }
  }

  private static Bytes beginning(Tile wide, Bytes content, int width) throws BrokenLogException {
    try {
      return wide.level() == Tile.ENTRIES
          ? EntryBundle.encode(EntryBundle.decode(content, wide.width()).subList(0, width))
          : Tile.encode(wide.decode(content).subList(0, width));
    } catch (NonCanonicalException e) {
      String what = String.valueOf(e.getMessage());
      throw BrokenLogException.content(wide.path(), VerifyReport.NO_INDEX, what);
    }
  }

  private Optional<Bytes> read(Tile tile) throws IOException {
    boolean bundle = tile.level() == Tile.ENTRIES;
    return source.read(tile.path(), bundle ? EntryBundle.MAX_BYTES : Tile.MAX_BYTES);
  }
}
