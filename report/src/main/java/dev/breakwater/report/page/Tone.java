package dev.breakwater.report.page;

/** How words are meant; said by colour, besides the words themselves. */
public enum Tone {
  PLAIN,
  GOOD,
  BAD,
  /** Neither: not tested, not known, not yet. */
  OPEN
}
