package dev.breakwater.agent.statutory.packet;

/**
 * Where the layout of a table is written.
 *
 * @param clause e.g. {@code 7.2.3.1, table 9}
 */
public record Source(Edition edition, String clause, Standing standing) {
  /** How sure it is that the layout is the standard's: nobody here has read its text. */
  public enum Standing {
    /** Read in the requirements that this product is built on. */
    STATED(""),
    /** Two public readings of the table that do not depend on each other say the same. */
    AGREED("unverified: as two independent public readings of the table agree"),
    /** There is one public reading of the table. */
    SINGLE("unverified: one public reading of the table");

    private final String text;

    Standing(String text) {
      this.text = text;
    }

    /** Returns what to know before relying on it, empty if nothing. */
    public String text() {
      return text;
    }
  }

  @Override
  public String toString() {
    return edition.title() + " " + clause;
  }
}
