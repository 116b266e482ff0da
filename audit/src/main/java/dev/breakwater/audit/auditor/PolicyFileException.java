package dev.breakwater.audit.auditor;

import java.util.List;

/** A policy file with mistakes; the message has all of them, as {@code file:line:column: text}. */
public final class PolicyFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  PolicyFileException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }

  public String remedy() {
    return "Correct the lines, or get the file from the log's operator again.";
  }
}
