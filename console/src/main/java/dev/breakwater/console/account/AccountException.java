package dev.breakwater.console.account;

/** An account cannot be made or changed as asked. */
public final class AccountException extends Exception {
  private static final long serialVersionUID = 1;

  private final String remedy;

  AccountException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
