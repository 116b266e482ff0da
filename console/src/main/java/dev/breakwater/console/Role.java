package dev.breakwater.console;

/** What a user of the console may do. One user may have several. */
public enum Role {
  /** Watches vehicles, incidents, quarantine and erasures. */
  OPERATOR,
  /** Reads the log and its evidence, and what left the country. */
  AUDITOR,
  /** Sees who has an account and who signed in. */
  ADMINISTRATOR
}
