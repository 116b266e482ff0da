package dev.breakwater.policy.rule;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.stream.Collectors;

/** A condition is none; its author corrects it. */
public final class InvalidConditionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  /**
   * One mistake.
   *
   * @param line in the condition, from 1
   * @param column in that line, from 0
   */
  public record Mistake(int line, int column, String text) {}

  InvalidConditionException(int line, int column, String text) {
    this(new Mistake(line, column, text));
  }

  private InvalidConditionException(Mistake mistake) {
    super(mistake.text());
    this.mistakes = List.of(mistake);
  }

  InvalidConditionException(List<CelIssue> issues) {
    super(issues.stream().map(CelIssue::getMessage).collect(Collectors.joining("; ")));
    this.mistakes =
        issues.stream()
            .map(
                issue ->
                    new Mistake(
                        issue.getSourceLocation().getLine(),
                        issue.getSourceLocation().getColumn(),
                        issue.getMessage()))
            .toList();
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }
}
