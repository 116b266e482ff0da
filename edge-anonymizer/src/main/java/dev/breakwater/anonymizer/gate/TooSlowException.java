package dev.breakwater.anonymizer.gate;

/** This machine cannot anonymize these cameras in time; nothing was started. */
public final class TooSlowException extends Exception {
  private static final long serialVersionUID = 1L;

  TooSlowException(String problem) {
    super(problem);
  }

  public String remedy() {
    return "Detect at a smaller scale, check fewer frames, or use fewer cameras or frames.";
  }
}
