package dev.breakwater.agent.consent;

/** A choice that cannot become a consent; nothing was changed. Tell the person the remedy. */
public final class ConsentRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  ConsentRefusedException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
