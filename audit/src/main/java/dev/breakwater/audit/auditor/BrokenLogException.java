package dev.breakwater.audit.auditor;

/** Ends a verification at the first thing that is wrong. */
final class BrokenLogException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final String RESTORE = "Restore the file from a copy and verify again.";
  private static final String SETTLE =
      "Open the log with its writer once, or take the file out of the directory, and verify again.";

  private final transient VerifyReport.Broken report;
  private final boolean passing;

  private BrokenLogException(VerifyReport.Broken report, boolean passing) {
    super(report.what());
    this.report = report;
    this.passing = passing;
  }

  /** A file whose content is wrong. */
  static BrokenLogException content(String file, long index, String what) {
    return new BrokenLogException(new VerifyReport.Broken(file, index, what, RESTORE), false);
  }

  /** A checkpoint that must not be trusted. */
  static BrokenLogException untrusted(String file, String what, String remedy) {
    var report = new VerifyReport.Broken(file, VerifyReport.NO_INDEX, what, remedy);
    return new BrokenLogException(report, false);
  }

  /** A file that is missing; a writer may just have replaced it. */
  static BrokenLogException missing(String file) {
    var report = new VerifyReport.Broken(file, VerifyReport.NO_INDEX, "is missing", RESTORE);
    return new BrokenLogException(report, true);
  }

  /** A file that does not belong there; a writer may just be publishing it. */
  static BrokenLogException unexpected(String file) {
    var report =
        new VerifyReport.Broken(
            file, VerifyReport.NO_INDEX, "is not part of the checkpoint's tree", SETTLE);
    return new BrokenLogException(report, true);
  }

  VerifyReport.Broken report() {
    return report;
  }

  /** Returns whether a writer at work could look like this for a moment. */
  boolean mayPass() {
    return passing;
  }
}
