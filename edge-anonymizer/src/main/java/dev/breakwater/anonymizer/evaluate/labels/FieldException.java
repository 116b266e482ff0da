package dev.breakwater.anonymizer.evaluate.labels;

/** A member of a file is missing or wrong; whoever reads the list that it is in goes on. */
final class FieldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final String text;

  FieldException(String where, String problem) {
    super(problem);
    this.where = where;
    this.text = problem;
  }

  String where() {
    return where;
  }

  String text() {
    return text;
  }
}
