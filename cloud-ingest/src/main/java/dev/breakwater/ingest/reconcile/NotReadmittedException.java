package dev.breakwater.ingest.reconcile;

/** A quarantined row is not given to the job again; nothing was changed, and nothing was logged. */
public final class NotReadmittedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  NotReadmittedException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
