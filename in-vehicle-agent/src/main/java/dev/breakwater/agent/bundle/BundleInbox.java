package dev.breakwater.agent.bundle;

import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.store.BundleDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(BundleInbox.class);

  private final Path folder;
  private final BundleDirectory accepted;
  private final InstantSource clock;

  public BundleInbox(Path folder, BundleDirectory accepted, InstantSource clock) {
    this.folder = folder;
    this.accepted = accepted;
    this.clock = clock;
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
    try {
      AcceptedBundle bundle = accepted.accept(BundleDirectory.read(file), clock.instant());
      LOG.info(
          "event=bundle_accepted bundle={} sequence={} from={} digest={}",
          bundle.manifest().id(),
          bundle.manifest().sequence(),
          bundle.manifest().inForce().from(),
          bundle.digest());
      Files.delete(file);
    } catch (BundleRefusedException e) {
      LOG.warn(
          "event=bundle_refused file={} refusal={} remedy=\"{}\" problem=\"{}\"",
          file.getFileName(),
          e.refusal(),
          e.remedy(),
          String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
      Path refused = file.resolveSibling(file.getFileName() + REFUSED);
      Files.move(file, refused, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
