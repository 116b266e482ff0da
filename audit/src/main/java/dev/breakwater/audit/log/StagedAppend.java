package dev.breakwater.audit.log;

import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that an append does to the published files: tiles and bundles to write, partial ones
 * to delete after the checkpoint is out. Doing it twice is doing it once.
 */
record StagedAppend(Map<Tile, Bytes> written, List<Tile> superseded) {
  private static final int VERSION = 1;

  StagedAppend {
    written = new LinkedHashMap<>(written);
    superseded = List.copyOf(superseded);
  }

  Bytes encode() {
    var content = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(content)) {
      out.writeByte(VERSION);
      out.writeInt(written.size());
      for (var file : written.entrySet()) {
        write(out, file.getKey());
        out.writeInt(file.getValue().length());
        out.write(file.getValue().toArray());
      }
      out.writeInt(superseded.size());
      for (Tile tile : superseded) {
        write(out, tile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(content.toByteArray());
  }

  /** Reads what {@link #encode} wrote; the caller has checked its digest. */
  static StagedAppend decode(Bytes content) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(content.toArray()));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("staged append of version " + version);
    }
    Map<Tile, Bytes> written = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      Tile tile = readTile(in);
      written.put(tile, Bytes.of(in.readNBytes(in.readInt())));
    }
    List<Tile> superseded = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      superseded.add(readTile(in));
    }
    return new StagedAppend(written, superseded);
  }

  private static void write(DataOutputStream out, Tile tile) throws IOException {
    out.writeByte(tile.level());
    out.writeLong(tile.index());
    out.writeShort(tile.width());
  }

  private static Tile readTile(DataInputStream in) throws IOException {
    return new Tile(in.readByte(), in.readLong(), in.readShort());
  }
}
