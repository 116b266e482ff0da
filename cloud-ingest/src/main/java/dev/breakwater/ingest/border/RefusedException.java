package dev.breakwater.ingest.border;

/** The border does not do what it was asked; nothing was counted, and nothing left. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  RefusedException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
