package dev.breakwater.cli;

import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** New keys as files: the private one, and beside it what others get. */
final class KeyFiles {
  private KeyFiles() {}

  static void requireName(String name) throws CommandFailedException {
    if (!name.matches("[^\\s+]+")) {
      throw new CommandFailedException(
          "'" + name + "' is no key's name.", "Use no spaces and no plus signs.", 2);
    }
  }

  /**
   * Writes FILE (mode 0600) and FILE.pub, and says so.
   *
   * @param file is not replaced
   * @param secret the private key's text
   */
  static void write(Path file, String secret, VerifierKey shown, PrintWriter out)
      throws IOException, CommandFailedException {
    try {
      Trust.writeNew(file, secret);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(
          file + " exists and is not replaced.", "Choose another name.");
    }
    Path shared = file.resolveSibling(file.getFileName() + ".pub");
    Files.writeString(shared, shown + "\n");
    out.println("private key in " + file + ", public key in " + shared);
  }
}
