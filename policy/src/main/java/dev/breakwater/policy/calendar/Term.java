package dev.breakwater.policy.calendar;

import dev.breakwater.policy.rule.Status;

/** The terms of the law that are counted in working days after an event. */
public enum Term {
  /** Deletes sensitive personal information, after the person's request. */
  DELETION(10, "GB/T 44464-2024 §5.7.1", Status.VERIFIED),
  /** Files a standard contract with the provincial authority, after it takes effect. */
  CONTRACT_FILING(10, "Standard Contract Measures Art. 7", Status.UNVERIFIED),
  /** Reports the remediation of what an audit found, after it is completed. */
  REMEDIATION_REPORT(15, "Audit Measures Art. 11", Status.VERIFIED);

  private final int workingDays;
  private final String clause;
  private final Status status;

  Term(int workingDays, String clause, Status status) {
    this.workingDays = workingDays;
    this.clause = clause;
    this.status = status;
  }

  public int workingDays() {
    return workingDays;
  }

  public String clause() {
    return clause;
  }

  public Status status() {
    return status;
  }
}
