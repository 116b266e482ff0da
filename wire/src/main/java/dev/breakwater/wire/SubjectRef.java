package dev.breakwater.wire;

import java.util.regex.Pattern;

/**
 * A pseudonym of the person an item is about.
 *
 * @param value 1 to 64 letters, digits, {@code -} or {@code _}
 */
public record SubjectRef(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * @throws IllegalArgumentException if {@code value} has another shape
   */
  public SubjectRef {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a subject reference has 1 to 64 of A-Z a-z 0-9 _ -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
