package dev.breakwater.ingest.search;

/** The index is not one of this log, or was changed. */
public final class WrongIndexException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long entry;

  WrongIndexException(long entry) {
    super("the log says of entry " + entry + " what the index does not");
    this.entry = entry;
  }

  WrongIndexException(long entry, Exception cause) {
    super("the log has no entry " + entry + " as the index says", cause);
    this.entry = entry;
  }

  /** Returns the first entry that is wrong. */
  public long entry() {
    return entry;
  }

  public String remedy() {
    return "Make the index anew with 'breakwater audit index --rebuild'.";
  }
}
