package dev.breakwater.agent.outbox;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of the outbox that were durable are changed or missing. Nothing may be sealed on top of it:
 * numbers could repeat.
 */
public final class OutboxCorruptException extends Exception {
  private final String file;
  private final long offset;

  OutboxCorruptException(String file, long offset, String problem, @Nullable Throwable cause) {
    super(file + " at byte " + offset + ": " + problem, cause);
    this.file = file;
    this.offset = offset;
  }

  public String file() {
    return file;
  }

  /** Returns where the damage begins, bytes from the start of the file. */
  public long offset() {
    return offset;
  }

  public String remedy() {
    return "Keep the outbox directory for examination and move it aside; the next start begins a"
        + " new epoch.";
  }
}
