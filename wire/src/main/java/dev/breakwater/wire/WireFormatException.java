package dev.breakwater.wire;

import org.jspecify.annotations.Nullable;

/** Bytes from outside are not the record they should be; the caller quarantines or refuses them. */
public final class WireFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String record;

  WireFormatException(String record, String problem, @Nullable Throwable cause) {
    super(record + ": " + problem, cause);
    this.record = record;
  }

  /** Returns the name of the record that was expected. */
  public String record() {
    return record;
  }

  public String remedy() {
    return "Send the record in Avro single-object encoding with a released schema.";
  }
}
