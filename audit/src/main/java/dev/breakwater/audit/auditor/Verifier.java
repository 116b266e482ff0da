package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Verifies a whole log from its published files alone: the checkpoint's signatures by a policy, the
 * tree by computing it again from the entries, every tile byte by byte, every leaf, and that no
 * other file lies there. Shares no code with the writer but {@code layout} and {@code proof}.
 *
 * <p>A log that is being written to changes under the reader: what a writer at work could look like
 * for a moment is looked at again, a few times. Thread-safe.
 */
public final class Verifier {
  static final String CHECKPOINT = "checkpoint";

  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LogSource source;
  private final Duration pause;

  public Verifier(LogSource source) {
    this(source, PAUSE);
  }

  Verifier(LogSource source, Duration pause) {
    this.source = source;
    this.pause = pause;
  }

  /**
   * Verifies the log and who signed it.
   *
   * @return {@link VerifyReport.Verified} or {@link VerifyReport.Broken}
   * @throws IOException if the source cannot be read: nothing is known then
   */
  public VerifyReport verify(PolicyFile policy) throws IOException {
    return verify(policy::accept, VerifyReport.Verified::new);
  }

  /**
   * Verifies only that the files agree with their checkpoint.
   *
   * @return {@link VerifyReport.IntegrityOnly} or {@link VerifyReport.Broken}
   * @throws IOException if the source cannot be read: nothing is known then
   */
  public VerifyReport verifyIntegrity() throws IOException {
    return verify(
        note -> Checkpoint.parse(SignedNote.parse(note).text()), VerifyReport.IntegrityOnly::new);
  }

  private VerifyReport verify(Opener opener, Success success) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Checkpoint checkpoint = open(opener);
        new TreeCheck(source, checkpoint).run();
        return success.report(checkpoint, new FileCheck(source, checkpoint.size()).run());
      } catch (BrokenLogException e) {
        if (!e.mayPass() || attempt == ATTEMPTS) {
          return e.report();
        }
        sleep();
      }
    }
  }

  private Checkpoint open(Opener opener) throws IOException, BrokenLogException {
    Bytes note =
        source
            .read(CHECKPOINT, SignedNote.MAX_BYTES)
            .orElseThrow(() -> BrokenLogException.missing(CHECKPOINT));
    try {
      return opener.open(note);
    } catch (NoteException e) {
      throw BrokenLogException.untrusted(CHECKPOINT, String.valueOf(e.getMessage()), e.remedy());
    }
  }

  private void sleep() throws InterruptedIOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the log's writer");
    }
  }

  private interface Opener {
    Checkpoint open(Bytes note) throws NoteException;
  }

  private interface Success {
    VerifyReport report(Checkpoint checkpoint, boolean filesListed);
  }
}
