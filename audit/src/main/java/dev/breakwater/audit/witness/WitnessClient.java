package dev.breakwater.audit.witness;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Asks one witness to cosign a log's checkpoints (C2SP tlog-witness, add-checkpoint). It finds out
 * by asking what the witness cosigned last. One thread.
 */
public final class WitnessClient {
  /** Longest answer, in bytes. */
  public static final int MAX_ANSWER_BYTES = 16 << 10;

  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");
  private static final int CONFLICT = 409;

  private final VerifierKey key;
  private final Transport transport;

  /** What the witness cosigned last, as far as is known here. */
  private long known;

  /** How a request reaches a witness. */
  public interface Transport {
    /**
     * @throws IOException if there is no answer
     */
    WitnessAnswer post(Bytes body) throws IOException;
  }

  /**
   * @param key of the witness: what it answers is checked with it
   */
  public WitnessClient(VerifierKey key, Transport transport) {
    this.key = key;
    this.transport = transport;
  }

  public VerifierKey key() {
    return key;
  }

  /**
   * @param note signed checkpoint of {@code tree}
   * @return the note with the witness's signature alone
   * @throws IOException if the witness does not cosign it, or the tree cannot be read
   */
  public SignedNote cosign(SignedNote note, TileTree tree) throws IOException {
    try {
      long size = Checkpoint.parse(note.text()).size();
      WitnessAnswer answer = ask(note, size, tree);
      if (answer.status() == CONFLICT && learn(answer)) {
        answer = ask(note, size, tree);
      }
      if (answer.status() != 200) {
        throw new IOException(
            key.name() + " answers " + answer.status() + ": " + answer.body().strip());
      }
      SignedNote cosigned = SignedNote.parse(utf8(note.text() + "\n" + answer.body()));
      cosigned.require(key);
      known = size;
      return cosigned;
    } catch (NoteException e) {
      throw new IOException(key.name() + " answers what is no cosignature of its own", e);
    }
  }

  private WitnessAnswer ask(SignedNote note, long size, TileTree tree) throws IOException {
    if (known > size) {
      // Only a log that was put back to an older state asks for less than the witness has seen.
      throw new IOException(key.name() + " has cosigned " + known + " entries, not " + size);
    }
    var proof = tree.consistency(known).path();
    return transport.post(new AddCheckpoint(known, proof, note.encode()).encode());
  }

  private boolean learn(WitnessAnswer answer) {
    var size = SIZE.matcher(answer.body());
    if (!size.matches()) {
      return false;
    }
    known = Long.parseLong(size.group(1));
    return true;
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
