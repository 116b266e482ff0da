package dev.breakwater.cli.installation;

/** A command cannot go on; its message is the one line the user reads. */
public final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param problem what failed, and where
   * @param remedy what the user can do about it
   */
  public CommandFailedException(String problem, String remedy) {
    this(problem, remedy, 1);
  }

  /**
   * @param cause says what failed, and where
   * @param remedy what the user can do about it
   */
  public CommandFailedException(Exception cause, String remedy) {
    super(cause.getMessage() + ". " + remedy, cause);
    this.exitCode = 1;
  }

  /**
   * @param exitCode of the process, not 0
   */
  public CommandFailedException(String problem, String remedy, int exitCode) {
    super(problem + " " + remedy);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
