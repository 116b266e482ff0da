package dev.breakwater.anonymizer.redact;

/** How regions are covered. */
public enum Redaction {
  /** Black. Nothing of what was there is left; only its place and size are. */
  SOLID
}
