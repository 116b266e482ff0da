package dev.breakwater.audit.proof;

/** A proof that does not prove what it should. */
public final class InvalidProofException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidProofException(String problem) {
    super(problem);
  }

  public String remedy() {
    return "Fetch the proof again; if it fails again, keep it: it is evidence against the log.";
  }
}
