package dev.breakwater.anonymizer.serve;

/** The service cannot start as asked; nothing listens. */
public final class CannotServeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  CannotServeException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
