package dev.breakwater.anonymizer.evaluate.labels;

import java.util.List;

/** Files about pictures are not as they should be; nothing of them was taken. */
public final class LabelsRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param problems one line each, {@code file:where: text}
   */
  public LabelsRejectedException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns what is wrong, one line each. */
  public List<String> problems() {
    return problems;
  }

  public String remedy() {
    return "Correct the named places; 'breakwater certify anonymization --help' tells the forms.";
  }
}
