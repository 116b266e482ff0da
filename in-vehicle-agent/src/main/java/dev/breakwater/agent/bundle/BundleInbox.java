package dev.breakwater.agent.bundle;

import dev.breakwater.policy.bundle.store.BundleDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder into which policy bundles are put, by whatever brought them to the car. One that is
 * accepted is deleted there once it is durable; one that is refused is kept under another name, and
 * what was in force goes on. Whoever puts a bundle there writes it under another name and renames
 * it. Used by one thread.
 */
public final class BundleInbox {
  /** Of the names of bundles that are looked at. */
  public static final String ENDING = ".tar";

  /** What is added to the name of one that is refused. */
  static final String REFUSED = ".refused";

  /** The most bundles that are taken at once, so that a full folder does not hold the car up. */
  private static final int MAX_AT_ONCE = 16;

  private final Path folder;
  private final Reception reception;

  public BundleInbox(Path folder, Reception reception) {
    this.folder = folder;
    this.reception = reception;
  }

  /**
   * Takes what is there, in the order of the names.
   *
   * @throws IOException if the folder or the accepted bundles cannot be used; nothing is lost, and
   *     the next look tries again
   */
  public void look() throws IOException {
    for (Path file : files()) {
      take(file);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .limit(MAX_AT_ONCE)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void take(Path file) throws IOException {
    if (reception.take(BundleDirectory.read(file), String.valueOf(file.getFileName()))) {
      Files.delete(file);
    } else {
      Path refused = file.resolveSibling(file.getFileName() + REFUSED);
      Files.move(file, refused, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
