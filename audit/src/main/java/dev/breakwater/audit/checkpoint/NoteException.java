package dev.breakwater.audit.checkpoint;

/** A note, checkpoint or key that must not be trusted: malformed, or not signed by a known key. */
public final class NoteException extends Exception {
  private static final long serialVersionUID = 1L;

  public NoteException(String problem) {
    super(problem);
  }

  public String remedy() {
    return "Compare the log's key in the policy file with the operator's; do not use the log before.";
  }
}
