package dev.breakwater.ingest.pipeline;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log as any process sees it that does not hold it. */
final class PublicLog {
  private static final String NOTE = "checkpoint";
  private static final int MAX_NOTE_BYTES = 256 << 10;

  private PublicLog() {}

  /**
   * Returns the leaves that the newest checkpoint names, 0 if there is no log. The signature is not
   * verified: the file is our own, and this proves nothing.
   */
  static long size(Path log) throws IOException {
    Path note = log.resolve(NOTE);
    if (!Files.exists(note)) {
      return 0;
    }
    if (Files.size(note) > MAX_NOTE_BYTES) {
      throw new IOException(note + " is no checkpoint: it is too long");
    }
    String text = Files.readString(note);
    int end = text.indexOf("\n\n");
    try {
      return Checkpoint.parse(text.substring(0, end < 0 ? text.length() : end + 1)).size();
    } catch (NoteException e) {
      throw new IOException(note + " is no checkpoint: " + e.getMessage(), e);
    }
  }
}
