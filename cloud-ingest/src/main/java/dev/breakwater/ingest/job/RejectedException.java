package dev.breakwater.ingest.job;

/** A check failed: what it looked at goes to quarantine. */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param detail without personal data: it is stored and shown
   */
  RejectedException(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
