package dev.breakwater.ingest.receive;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The DTLS connections of a receiver that was stopped in order. The file exists from that stop to
 * the next start only: it is deleted, durably, before what it says is used. After a crash there is
 * none, so that no record number is ever used twice under one key.
 *
 * <p>It holds session keys. Only its owner may read it; it belongs into a directory in memory.
 */
final class SavedConnections {
  private static final Logger log = LoggerFactory.getLogger(SavedConnections.class);

  /** A vehicle that was silent for longer shakes hands again. */
  private static final Duration MAX_QUIET = Duration.ofHours(12);

  /** A connection takes some 500 bytes; so many fit for the most that a receiver has. */
  private static final long MAX_FILE_BYTES = 256 << 20;

  private final Path file;

  SavedConnections(Path file) {
    this.file = file;
  }

  /** Gives what was saved to a connector that has not started; without a sound file nothing. */
  void moveTo(DTLSConnector connector) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    boolean sound = Files.size(file) <= MAX_FILE_BYTES;
    byte[] saved = sound ? Files.readAllBytes(file) : new byte[0];
    Files.delete(file);
    force(directory(), StandardOpenOption.READ);
    try {
      int count = connector.loadConnections(new ByteArrayInputStream(saved), 0);
      log.info("event=connections_restored count={}", count);
    } catch (IOException | IllegalArgumentException e) {
      connector.clearConnectionState();
      log.warn("event=connections_not_restored error=\"{}\"", e.toString());
    }
  }

  /** Saves the connections of a connector that has stopped and will not start again. */
  void take(DTLSConnector connector) throws IOException {
    Files.createDirectories(directory());
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    int count;
    try (var out = new BufferedOutputStream(Files.newOutputStream(draft))) {
      count = connector.saveConnections(out, MAX_QUIET.toSeconds());
    }
    force(draft, StandardOpenOption.WRITE);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    log.info("event=connections_saved count={}", count);
  }

  private Path directory() {
    return requireNonNull(file.toAbsolutePath().getParent());
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
