package dev.breakwater.policy.source;

/**
 * What is wrong at one place of an author's file.
 *
 * @param file name of the file
 * @param line from 1
 * @param column from 1
 * @param text one sentence
 * @param excerpt the line itself, empty if it is not at hand
 */
public record Problem(String file, int line, int column, String text, String excerpt) {
  /** Returns {@code file:line:col: text}. */
  public String headline() {
    return file + ":" + line + ":" + column + ": " + text;
  }

  /** Returns {@code file:line:col: text}, then the line with a caret below the column. */
  @Override
  public String toString() {
    return excerpt.isEmpty()
        ? headline()
        : headline() + "\n" + excerpt + "\n" + " ".repeat(column - 1) + "^";
  }
}
