package dev.breakwater.audit.timestamp;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Checkpoints of a log with their tokens, two files each: {@code DIGEST.checkpoint}, the signed
 * note, and {@code DIGEST.tst}, the token; the digest is the SHA-256 of the note's text, which is
 * what was stamped. They lie beside the log, not in it: a log's directory has what tlog-tiles knows
 * and nothing else. What {@link #keep} returned from survives a crash. One writer.
 */
public final class StampedCheckpoints {
  private static final String CHECKPOINT = ".checkpoint";
  private static final String TOKEN = ".tst";

  private final Path directory;

  /**
   * @param digest of the checkpoint's text
   * @param note the signed checkpoint
   */
  public record Stamped(Digest digest, Checkpoint checkpoint, Bytes note, TimestampToken token) {}

  /**
   * @param directory made when the first one is kept
   */
  public StampedCheckpoints(Path directory) {
    this.directory = directory;
  }

  /** Returns what is stamped of a note: the digest of its text. */
  public static Digest digest(SignedNote note) {
    return Digest.of(note.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps a checkpoint and its token; the same checkpoint with more signatures replaces it. */
  public void keep(SignedNote note, TimestampToken token) throws IOException {
    DurableFiles.createDirectories(directory);
    String name = digest(note).hex();
    write(name + CHECKPOINT, note.encode());
    // The token comes last: a checkpoint without one is not stamped yet.
    write(name + TOKEN, token.encoded());
  }

  private void write(String name, Bytes content) throws IOException {
    DurableFiles.write(directory.resolve(name), directory.resolve("new." + name), content);
  }

  /** Returns the stamped checkpoint with this text. */
  public Optional<Stamped> find(Digest digest) throws IOException {
    Path token = directory.resolve(digest.hex() + TOKEN);
    Path checkpoint = directory.resolve(digest.hex() + CHECKPOINT);
    return Files.exists(token) && Files.exists(checkpoint)
        ? Optional.of(read(digest, checkpoint, token))
        : Optional.empty();
  }

  /** Returns all, the smallest tree first. */
  public List<Stamped> all() throws IOException {
    List<Stamped> all = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> tokens = Files.newDirectoryStream(directory, "*" + TOKEN)) {
        for (Path token : tokens) {
          String name = String.valueOf(token.getFileName()).replace(TOKEN, "");
          if (name.matches("[0-9a-f]{64}")) {
            find(Digest.ofHex(name)).ifPresent(all::add);
          }
        }
      }
    }
    all.sort(Comparator.comparingLong(each -> each.checkpoint().size()));
    return all;
  }

  private static Stamped read(Digest digest, Path checkpoint, Path token) throws IOException {
    try {
      SignedNote note = SignedNote.parse(limited(checkpoint, SignedNote.MAX_BYTES));
      Checkpoint parsed = Checkpoint.parse(note.text());
      if (digest(note).equals(digest)) {
        Bytes encoded = limited(token, TimestampToken.MAX_BYTES);
        return new Stamped(digest, parsed, note.encode(), new TimestampToken(encoded));
      }
    } catch (NoteException e) {
      throw new IOException(checkpoint + ": " + e.getMessage(), e);
    }
    throw new IOException(checkpoint + " is not the checkpoint that its name says");
  }

  private static Bytes limited(Path file, int maxBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Bytes.of(in.readNBytes(maxBytes + 1));
    }
  }
}
