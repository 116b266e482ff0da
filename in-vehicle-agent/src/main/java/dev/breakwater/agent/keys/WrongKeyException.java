package dev.breakwater.agent.keys;

/** A wrapped key does not open with this vault: it was changed, or belongs to another vault. */
public final class WrongKeyException extends Exception {
  public WrongKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
