package dev.breakwater.audit.witness;

import dev.breakwater.audit.auditor.KnownHeads;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.ConsistencyProof;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Cosigns the checkpoints of logs as long as each extends the one before (C2SP tlog-witness). It
 * sees no entry: what it vouches for is that nobody was shown another tree. Durability: what it
 * cosigned is on disk before the answer. Thread-safe; one process for each directory of heads.
 */
public final class Witness {
  private final List<VerifierKey> logs;
  private final WitnessKey key;
  private final KnownHeads heads;
  private final InstantSource clock;

  /**
   * @param logs whose checkpoints it cosigns; the name of each key is the origin of its log
   */
  public Witness(List<VerifierKey> logs, WitnessKey key, KnownHeads heads, InstantSource clock) {
    this.logs = List.copyOf(logs);
    this.key = key;
    this.heads = heads;
    this.clock = clock;
  }

  /**
   * Answers one request.
   *
   * @param body of the request, at most {@link AddCheckpoint#MAX_BYTES}
   * @throws IOException if the heads cannot be read or kept; then nothing was cosigned
   */
  public synchronized WitnessAnswer add(Bytes body) throws IOException {
    Optional<AddCheckpoint> request = AddCheckpoint.parse(body);
    if (request.isEmpty()) {
      return WitnessAnswer.refused(400, "not a request of c2sp.org/tlog-witness");
    }
    SignedNote note;
    Checkpoint checkpoint;
    try {
      note = SignedNote.parse(request.get().note());
      checkpoint = Checkpoint.parse(note.text());
    } catch (NoteException e) {
      return WitnessAnswer.refused(400, String.valueOf(e.getMessage()));
    }
    List<VerifierKey> known =
        logs.stream().filter(each -> each.name().equals(checkpoint.origin())).toList();
    if (known.isEmpty()) {
      return WitnessAnswer.refused(404, "the log is not known here");
    }
    if (!isSigned(note, known)) {
      return WitnessAnswer.refused(403, "the log has not signed it");
    }
    return extend(request.get(), checkpoint, note);
  }

  private static boolean isSigned(SignedNote note, List<VerifierKey> keys) {
    for (VerifierKey key : keys) {
      try {
        if (note.isSignedBy(key)) {
          return true;
        }
      } catch (NoteException e) {
        return false; // it names the key and is not its signature
      }
    }
    return false;
  }

  private WitnessAnswer extend(AddCheckpoint request, Checkpoint checkpoint, SignedNote note)
      throws IOException {
    if (request.oldSize() > checkpoint.size()) {
      return WitnessAnswer.refused(400, "the old size is larger than the checkpoint's");
    }
    Checkpoint last = last(checkpoint.origin());
    if (request.oldSize() != last.size()) {
      return WitnessAnswer.conflict(last.size());
    }
    if (last.size() == checkpoint.size() && !last.root().equals(checkpoint.root())) {
      return WitnessAnswer.conflict(last.size());
    }
    var proof = new ConsistencyProof(last.size(), checkpoint.size(), request.proof());
    try {
      proof.verify(last.root(), checkpoint.root());
    } catch (InvalidProofException e) {
      return WitnessAnswer.refused(422, String.valueOf(e.getMessage()));
    }
    heads.keep(checkpoint.origin(), note.encode());
    return WitnessAnswer.cosigned(key.cosign(note.text(), clock.instant()).signatureLines());
  }

  /** Returns the checkpoint it cosigned last, or that of the empty tree. */
  private Checkpoint last(String origin) throws IOException {
    Optional<Bytes> kept = heads.find(origin);
    if (kept.isEmpty()) {
      return new Checkpoint(origin, 0, TreeHash.EMPTY);
    }
    try {
      return Checkpoint.parse(SignedNote.parse(kept.get()).text());
    } catch (NoteException e) {
      throw new IOException("the head kept of " + origin + " is damaged", e);
    }
  }
}
