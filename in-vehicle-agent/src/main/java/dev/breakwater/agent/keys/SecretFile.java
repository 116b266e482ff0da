package dev.breakwater.agent.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file that holds something secret. */
final class SecretFile {
  private SecretFile() {}

  /**
   * @param what it holds, for the message
   * @throws IOException if others may read the file, or there is none
   */
  static void requirePrivate(Path file, String what) throws IOException {
    Set<PosixFilePermission> readers = Files.getPosixFilePermissions(file);
    if (readers.contains(PosixFilePermission.OTHERS_READ)
        || readers.contains(PosixFilePermission.GROUP_READ)) {
      throw new IOException(file + ": others may read " + what + "; run chmod 600 on it");
    }
  }
}
