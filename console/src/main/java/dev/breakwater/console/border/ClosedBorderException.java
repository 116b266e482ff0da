package dev.breakwater.console.border;

/** The border cannot be opened as the installation is; the message says what to do about it. */
public final class ClosedBorderException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause whose message names the problem and its remedy
   */
  public ClosedBorderException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
