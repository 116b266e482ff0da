package dev.breakwater.policy.source;

import java.util.List;
import java.util.stream.Collectors;

/** An author's file cannot be used; it names every problem found, and its author corrects them. */
public final class InvalidSourceException extends Exception {
  private final transient List<Problem> problems;

  public InvalidSourceException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
