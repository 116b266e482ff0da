package dev.breakwater.agent.capture;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names a drive by its recordings if it has any, so that a drive is fed once however often the
 * agent starts.
 *
 * @param value 16 hexadecimal digits
 */
public record DriveId(String value) {
  private static final int DIGITS = 16;

  /**
   * Digests the content of files, and the names and sizes in folders.
   *
   * @param sources not the cabin's, whose files stay closed
   */
  public static DriveId of(List<Path> sources) throws IOException {
    MessageDigest digest = Digest.sha256();
    for (Path source : sources) {
      if (Files.isDirectory(source)) {
        addFolder(source, digest);
      } else {
        addFile(source, digest);
      }
    }
    return of(digest);
  }

  /**
   * Names a drive of which there is no recording.
   *
   * @param millis when it began, Unix milliseconds
   */
  public static DriveId begunAt(long millis) {
    MessageDigest digest = Digest.sha256();
    digest.update(("begun at " + millis).getBytes(StandardCharsets.UTF_8));
    return of(digest);
  }

  private static DriveId of(MessageDigest digest) {
    String hex = new Digest(Bytes.of(digest.digest())).hex();
    return new DriveId(hex.substring(0, DIGITS));
  }

  private static void addFile(Path file, MessageDigest digest) throws IOException {
    byte[] block = new byte[64 << 10];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
    }
    digest.update((byte) 0);
  }

  private static void addFolder(Path folder, MessageDigest digest) throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      for (Path file : names.sorted().toList()) {
        String line = file.getFileName() + " " + Files.size(file) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Returns the name of the cursor of one of the drive's sources. */
  public String cursor(String source) {
    return "drive/" + value + "/" + source;
  }
}
