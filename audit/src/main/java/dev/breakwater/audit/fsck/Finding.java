package dev.breakwater.audit.fsck;

/**
 * One thing that is wrong.
 *
 * @param index of the first entry concerned, or {@link #NO_INDEX}
 * @param where a file, an item or a part of the head
 */
public record Finding(long index, String where, String what) {
  /** Where no entry is concerned. */
  public static final long NO_INDEX = -1;

  /** Returns one line. */
  @Override
  public String toString() {
    return (index == NO_INDEX ? "" : "entry " + index + ": ") + where + ": " + what;
  }
}
