package dev.breakwater.anonymizer.gate;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A finished clip that may leave: made of SafeFrames only, with an attestation for every coded
 * frame. Only {@link SafeClipWriter} makes one.
 */
public final class SafeClip {
  private final Path file;
  private final ClipManifest manifest;

  SafeClip(Path file, ClipManifest manifest) {
    this.file = file;
    this.manifest = manifest;
  }

  /** Returns the MP4 file, which the caller deletes when the chunks are taken. */
  public Path file() {
    return file;
  }

  public ClipManifest manifest() {
    return manifest;
  }

  public int chunkCount() {
    return manifest.chunks().size();
  }

  /**
   * Reads a chunk from the file.
   *
   * @throws IOException if the file cannot be read, or was changed after the clip was finished
   */
  public Chunk chunk(int index) throws IOException {
    long offset = (long) index * Chunk.MAX_BYTES;
    int length = (int) Math.min(Chunk.MAX_BYTES, manifest.length() - offset);
    byte[] content = new byte[length];
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      int read = 0;
      while (buffer.hasRemaining() && read >= 0) {
        read = in.read(buffer, offset + buffer.position());
      }
    }
    if (!Digest.of(content).equals(manifest.chunks().get(index))) {
      // What is on the disk now is not what the gate let pass.
      throw new IOException("chunk " + index + " of " + file + " has changed");
    }
    return new Chunk(manifest.clip(), index, Bytes.of(content));
  }
}
