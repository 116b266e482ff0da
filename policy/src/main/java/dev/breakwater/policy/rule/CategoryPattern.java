package dev.breakwater.policy.rule;

import java.util.regex.Pattern;

/**
 * A category ({@code position.precise}), everything below a name ({@code cabin.*}), or every
 * category ({@code *}).
 *
 * @param text lower-case words joined by dots, the last one may be {@code *}
 */
public record CategoryPattern(String text) {
  private static final String ANY = "*";
  private static final Pattern SHAPE =
      Pattern.compile("\\*|[a-z][a-z0-9-]{0,31}(\\.[a-z][a-z0-9-]{0,31}){0,7}(\\.\\*)?");

  /**
   * @throws IllegalArgumentException if {@code text} has another shape
   */
  public CategoryPattern {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a category pattern: '" + text + "'");
    }
  }

  public boolean matches(String category) {
    if (text.equals(ANY)) {
      return true;
    }
    return text.endsWith(".*")
        ? category.startsWith(text.substring(0, text.length() - 1))
        : category.equals(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
