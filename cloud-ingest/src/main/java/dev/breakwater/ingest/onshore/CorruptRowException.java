package dev.breakwater.ingest.onshore;

/** A row of the store is not what the vehicle delivered. */
public final class CorruptRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Part part;
  private final String item;

  CorruptRowException(Part part, String item, String problem) {
    super("row " + item + " of table " + part.table() + ": " + problem);
    this.part = part;
    this.item = item;
  }

  public Part part() {
    return part;
  }

  /** Returns {@code vehicle/epoch/lane/number} of the row. */
  public String item() {
    return item;
  }

  public String remedy() {
    return "Restore the table's files from a copy; the audit log says what each row must hold.";
  }
}
