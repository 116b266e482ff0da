package dev.breakwater.report.evidence;

/** Evidence that is missing, was changed, or says what no report can state. */
public final class EvidenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;

  /**
   * @param file that is wrong
   * @param problem a part of a sentence
   */
  public EvidenceException(String file, String problem) {
    super(file + ": " + problem);
    this.file = file;
  }

  public String file() {
    return file;
  }

  public String remedy() {
    return "No report is written. Make the evidence again, or give the digest that it has.";
  }
}
