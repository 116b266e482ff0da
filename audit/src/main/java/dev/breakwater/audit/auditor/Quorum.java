package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.VerifierKey;
import java.util.List;

/** Whose cosignatures a checkpoint needs (C2SP tlog-policy). */
public sealed interface Quorum {
  /**
   * Returns whether the note has the cosignatures.
   *
   * @throws NoteException if a cosignature is wrong
   */
  boolean isMetBy(SignedNote note) throws NoteException;

  /** {@code quorum none}: nobody's. */
  record None() implements Quorum {
    @Override
    public boolean isMetBy(SignedNote note) {
      return true;
    }
  }

  /** One witness. */
  record Witness(VerifierKey key) implements Quorum {
    @Override
    public boolean isMetBy(SignedNote note) throws NoteException {
      return note.isSignedBy(key);
    }
  }

  /**
   * A group.
   *
   * @param threshold how many members it takes, 1 to all
   */
  record Group(int threshold, List<Quorum> members) implements Quorum {
    public Group {
      members = List.copyOf(members);
    }

    @Override
    public boolean isMetBy(SignedNote note) throws NoteException {
      int met = 0;
      for (Quorum member : members) {
        met += member.isMetBy(note) ? 1 : 0;
      }
      return met >= threshold;
    }
  }
}
