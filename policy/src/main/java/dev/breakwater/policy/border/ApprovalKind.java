package dev.breakwater.policy.border;

import dev.breakwater.policy.calendar.ChinaTime;
import java.time.Instant;

/** What kind of paper an approval is. */
public enum ApprovalKind {
  /** A security assessment that was passed; an extension is an approval of its own. */
  ASSESSMENT(3, "2024 Flow Provisions Art. 9"),
  STANDARD_CONTRACT(0, ""),
  CERTIFICATION(3, "Cert. Measures Art. 8"),
  /** The exporter's own record of an exempt flow. */
  EXEMPTION(0, "");

  private final int years;
  private final String clause;

  /**
   * @param years for which the law lets it be valid, 0 if the law says nothing
   */
  ApprovalKind(int years, String clause) {
    this.years = years;
    this.clause = clause;
  }

  /** Returns the clause that limits the validity, empty if none does. */
  String clause() {
    return clause;
  }

  /** Returns the latest first instant at which an approval from {@code from} is valid no more. */
  Instant latestEnd(Instant from) {
    return years == 0 ? Instant.MAX : ChinaTime.midnight(ChinaTime.day(from).plusYears(years));
  }

  /**
   * Returns whether an approval of this kind is as much as {@code route} demands, or more: a passed
   * assessment still serves in January, when the volumes start again. Nothing serves what is
   * blocked, or is no export.
   */
  boolean serves(Route route) {
    return route.match(
        notAnExport -> false,
        blocked -> false,
        assessment -> this == ASSESSMENT,
        contractOrCertification -> this != EXEMPTION,
        exempt -> true);
  }
}
