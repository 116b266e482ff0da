package dev.breakwater.anonymizer.detect;

import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model file that only one content is accepted of.
 *
 * @param folder that it lies in; null for a resource of this program
 * @param name without a folder
 */
record PinnedFile(@Nullable Path folder, String name, Digest sha256) {
  /** The largest model file that is read; it is held in memory while the network is made. */
  static final int MAX_BYTES = 128 << 20;

  private static final String RESOURCES = "/models/";

  /**
   * @throws IllegalArgumentException if the name leads elsewhere
   */
  PinnedFile {
    if (name.isBlank() || name.startsWith(".") || name.matches(".*[/\\\\\\p{Cntrl}].*")) {
      throw new IllegalArgumentException("file is the name of a file beside the descriptor");
    }
  }

  /** Returns the file's bytes, after comparing them with the digest. */
  byte[] load() throws ModelRejectedException {
    byte[] content = read();
    Digest actual = Digest.of(content);
    if (!actual.equals(sha256)) {
      throw new ModelRejectedException(
          name, "SHA-256 is " + actual + ", the descriptor pins " + sha256, null);
    }
    return content;
  }

  /** Returns the file's bytes, whatever they are. */
  byte[] read() throws ModelRejectedException {
    try (InputStream in = open()) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new ModelRejectedException(name, "has more than " + MAX_BYTES + " bytes", null);
      }
      return content;
    } catch (IOException e) {
      throw new ModelRejectedException(name, "cannot be read", e);
    }
  }

  private InputStream open() throws IOException, ModelRejectedException {
    if (folder == null) {
      InputStream in = PinnedFile.class.getResourceAsStream(RESOURCES + name);
      if (in == null) {
        throw new IOException("no resource " + RESOURCES + name);
      }
      return in;
    }
    Path file = folder.resolve(name);
    // A pipe would never end, and a link may lead to what its owner did not mean to show.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelRejectedException(
          name, Files.exists(file) ? "is no regular file" : "is not there", null);
    }
    return Files.newInputStream(file);
  }
}
