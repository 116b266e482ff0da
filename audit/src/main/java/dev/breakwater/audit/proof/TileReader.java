package dev.breakwater.audit.proof;

import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;

/** Where the hash tiles of a tree come from. */
@FunctionalInterface
public interface TileReader {
  /**
   * Returns the content of a hash tile.
   *
   * @throws IOException if it cannot be read or is missing
   */
  Bytes read(Tile tile) throws IOException;
}
