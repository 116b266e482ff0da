package dev.breakwater.audit.evidence;

/**
 * Who asked what, and why; the log keeps that it was answered.
 *
 * @param question at most {@value #MAX_TEXT} characters of printable ASCII without quote and
 *     backslash, as each text here; none is empty
 * @param auditor who gets the pack
 * @param purpose why
 * @param atMillis when the pack was made, Unix milliseconds
 */
public record Request(String question, String auditor, String purpose, long atMillis) {
  public static final int MAX_TEXT = 200;

  /**
   * @throws IllegalArgumentException if a text has another form
   */
  public Request {
    requirePlain("question", question);
    requirePlain("auditor's name", auditor);
    requirePlain("purpose", purpose);
    if (atMillis < 0) {
      throw new IllegalArgumentException("a time after 1970");
    }
  }

  private static void requirePlain(String what, String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    if (!plain || text.isBlank() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "the " + what + " has 1 to " + MAX_TEXT + " plain ASCII characters");
    }
  }
}
