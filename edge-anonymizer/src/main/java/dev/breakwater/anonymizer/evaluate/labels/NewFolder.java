package dev.breakwater.anonymizer.evaluate.labels;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/** A folder of pictures and their labels that appears whole or not at all. */
public final class NewFolder {
  private static final String DRAFT = ".part";

  private NewFolder() {}

  /** Writes what the folder holds. */
  public interface Content {
    /**
     * Writes it.
     *
     * @param folder empty, and not yet under its final name
     */
    void write(Path folder) throws IOException;
  }

  /**
   * Refuses a name that is taken, before any work is done for it.
   *
   * @throws FileAlreadyExistsException if there is something of that name
   */
  public static void requireAbsent(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  /**
   * Makes the folder. What a killed run left of it goes first.
   *
   * @throws FileAlreadyExistsException if there is something of that name
   */
  public static void write(Path target, Content content) throws IOException {
    requireAbsent(target);
    Path draft = target.resolveSibling("." + target.getFileName() + DRAFT);
    remove(draft);
    Files.createDirectory(draft);
    try {
      content.write(draft);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(draft);
    }
  }

  private static void remove(Path draft) throws IOException {
    if (Files.exists(draft)) {
      try (var left = Files.walk(draft)) {
        for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
