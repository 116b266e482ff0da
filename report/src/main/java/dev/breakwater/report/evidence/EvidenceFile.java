package dev.breakwater.report.evidence;

import dev.breakwater.report.page.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * A file of evidence that has the digest it should have; there is no other way to one.
 *
 * @param name as the report names it
 */
public record EvidenceFile(String name, Path path, Digest digest) {
  /** Most bytes of a file whose content a report reads; other files are only digested. */
  public static final int MAX_READ_BYTES = 64 << 20;

  /**
   * Opens a file that must have a digest.
   *
   * @param directory that {@code name} is relative to, and must not lead out of
   */
  public static EvidenceFile in(Path directory, String name, Digest expected)
      throws IOException, EvidenceException {
    Path root = directory.toAbsolutePath().normalize();
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root)) {
      throw new EvidenceException(name, "it lies outside of " + directory);
    }
    EvidenceFile file = found(name, path);
    if (!file.digest.equals(expected)) {
      throw new EvidenceException(
          name, "it has SHA-256 " + file.digest + ", not " + expected + ": it was changed");
    }
    return file;
  }

  /** Opens a file that nothing else speaks of: its digest is what it is now. */
  public static EvidenceFile found(String name, Path path) throws IOException, EvidenceException {
    if (!Files.isRegularFile(path)) {
      throw new EvidenceException(name, "there is no such file");
    }
    return new EvidenceFile(name, path, digestOf(path));
  }

  public Source source() {
    return Source.file(name, digest);
  }

  /** Returns a place in the file as a source. */
  public Source source(String place) {
    return new Source(name, digest, place);
  }

  /**
   * Reads the file, which must not have changed since it was opened.
   *
   * @throws EvidenceException also if it is larger than {@link #MAX_READ_BYTES}
   */
  public Bytes read() throws IOException, EvidenceException {
    return read(MAX_READ_BYTES);
  }

  /** The same of a file of which more may be read. */
  public Bytes read(int maxBytes) throws IOException, EvidenceException {
    if (Files.size(path) > maxBytes) {
      throw new EvidenceException(name, "it is larger than " + maxBytes + " bytes");
    }
    Bytes content = Bytes.of(Files.readAllBytes(path));
    if (!Digest.of(content).equals(digest)) {
      throw new EvidenceException(name, "it changed while the report was made");
    }
    return content;
  }

  /** A capture of an hour is too large for the memory. */
  private static Digest digestOf(Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new Digest(Bytes.of(sha256.digest()));
  }
}
