package dev.breakwater.agent.proof;

import org.jspecify.annotations.Nullable;

/** An answer does not prove that an item is in the log. */
final class NotLoggedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotLoggedException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
