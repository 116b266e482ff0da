package dev.breakwater.audit.log;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a log after an append, replaced as one.
 *
 * @param at when it was appended, whole milliseconds
 * @param staged digest of the staged append that leads to this head
 * @param attachment what the appender wants to know after a restart, for example how far it has
 *     read its source; opaque here
 * @param checkpoint size and root of the tree
 * @param note the signed checkpoint, byte for byte
 */
public record LogHead(
    Instant at, Digest staged, Bytes attachment, Checkpoint checkpoint, Bytes note) {
  /** Longest attachment, in bytes. */
  public static final int MAX_ATTACHMENT_BYTES = 64 << 10;

  private static final Pattern FORM =
      Pattern.compile(
          "dev\\.breakwater/log-head@v1\nat ([0-9]{1,15})\nstaged ([0-9a-f]{64})\n"
              + "attachment ([A-Za-z0-9+/]*=*)\n\n(.*)",
          Pattern.DOTALL);

  /** Returns the number of leaves. */
  public long size() {
    return checkpoint.size();
  }

  Bytes encode() {
    String head =
        "dev.breakwater/log-head@v1\nat %d\nstaged %s\nattachment %s\n\n%s"
            .formatted(
                at.toEpochMilli(),
                staged.hex(),
                Base64.getEncoder().encodeToString(attachment.toArray()),
                new String(note.toArray(), StandardCharsets.UTF_8));
    return Bytes.of(head.getBytes(StandardCharsets.UTF_8));
  }

  static LogHead decode(Bytes head, VerifierKey key) throws LogBrokenException {
    Matcher form = FORM.matcher(new String(head.toArray(), StandardCharsets.UTF_8));
    if (!form.matches()) {
      throw new LogBrokenException("the head of the log is damaged", null);
    }
    Bytes note = Bytes.of(form.group(4).getBytes(StandardCharsets.UTF_8));
    try {
      return new LogHead(
          Instant.ofEpochMilli(Long.parseLong(form.group(1))),
          Digest.ofHex(form.group(2)),
          Bytes.of(Base64.getDecoder().decode(form.group(3))),
          Checkpoint.open(note, key),
          note);
    } catch (NoteException | IllegalArgumentException e) {
      throw new LogBrokenException("the head of the log is not ours: " + e.getMessage(), e);
    }
  }
}
