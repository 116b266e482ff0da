package dev.breakwater.ingest.evidence;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.audit.timestamp.StampedCheckpoints.Stamped;
import dev.breakwater.audit.timestamp.TimestampToken;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The stamped checkpoints of a log, as proofs for evidence packs. One thread. */
public final class Stamps {
  private final List<Stamped> checkpoints;
  private final Prover prover;

  /**
   * A proof against a stamped checkpoint.
   *
   * @param digest of the checkpoint's text
   */
  record StampedProof(TlogProof proof, Digest digest, TimestampToken token) {}

  private Stamps(List<Stamped> checkpoints, Prover prover) {
    this.checkpoints = checkpoints;
    this.prover = prover;
  }

  /**
   * Reads what was stamped so far.
   *
   * @param policy must accept a checkpoint, or it is left out: witnesses may not have cosigned it
   */
  public static Stamps read(StampedCheckpoints kept, LogSource log, PolicyFile policy)
      throws IOException {
    List<Stamped> accepted = kept.all().stream().filter(each -> isAccepted(each, policy)).toList();
    return new Stamps(accepted, new Prover(log, policy));
  }

  private static boolean isAccepted(Stamped stamped, PolicyFile policy) {
    try {
      policy.accept(stamped.note());
      return true;
    } catch (NoteException e) {
      return false;
    }
  }

  /** Returns the proof against the first stamped checkpoint that has the entry, if one has. */
  Optional<StampedProof> earliest(long index) throws IOException {
    for (Stamped each : checkpoints) {
      if (each.checkpoint().size() > index) {
        return Optional.of(proof(each, index));
      }
    }
    return Optional.empty();
  }

  private StampedProof proof(Stamped stamped, long index) throws IOException {
    try {
      TlogProof proof = prover.prove(index, stamped.note());
      return new StampedProof(proof, stamped.digest(), stamped.token());
    } catch (NoteException | InvalidProofException e) {
      throw new IOException("the log does not begin with a checkpoint that was stamped", e);
    }
  }
}
