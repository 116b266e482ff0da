package dev.breakwater.console.border;

import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.ApprovalKind;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.policy.calendar.Deadline;
import dev.breakwater.policy.calendar.Term;
import dev.breakwater.policy.calendar.WorkingDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A day of the calendar by which something is over or due.
 *
 * @param day in China
 * @param about number of an approval; empty if it is about none
 * @param daysLeft negative if it is past
 * @param provisional whether a year is counted through whose public holidays are not known
 */
record DueDay(
    String day, Kind kind, String about, String clause, long daysLeft, boolean provisional) {
  /** What is over or due. */
  enum Kind {
    /** The first day on which an approval is valid no more. */
    APPROVAL_ENDS,
    /** The last day to file a standard contract. */
    CONTRACT_FILING,
    /** The annual report. */
    ANNUAL_REPORT,
    /** Persons are counted anew. */
    COUNT_RESTARTS
  }

  /** Who looks at the calendar plans half a year ahead; a filing that is long past is history. */
  private static final int DAYS_BACK = 60;

  static List<DueDay> of(List<Permits> permits, Instant now) {
    LocalDate today = ChinaTime.day(now);
    List<DueDay> days = new ArrayList<>();
    for (Permits paper : permits) {
      paper.approvals().forEach(each -> add(each, today, days));
    }
    LocalDate report = LocalDate.of(today.getYear(), Month.DECEMBER, 15);
    if (report.isBefore(today)) {
      report = report.plusYears(1);
    }
    days.add(day(report, Kind.ANNUAL_REPORT, "", "Auto Provisions Art. 13, 14", today));
    days.add(
        day(
            LocalDate.of(today.getYear() + 1, Month.JANUARY, 1),
            Kind.COUNT_RESTARTS,
            "",
            "2024 Flow Provisions Art. 5, 7, 8",
            today));
    days.sort(Comparator.comparing(DueDay::day));
    return days;
  }

  private static void add(Approval approval, LocalDate today, List<DueDay> days) {
    if (!approval.valid().until().equals(Instant.MAX)) {
      LocalDate end = ChinaTime.day(approval.valid().until());
      days.add(day(end, Kind.APPROVAL_ENDS, approval.number(), "", today));
    }
    if (approval.kind() == ApprovalKind.STANDARD_CONTRACT) {
      Term term = Term.CONTRACT_FILING;
      Deadline due = WorkingDays.china().deadline(term, approval.valid().from());
      if (due.lastDay().isAfter(today.minusDays(DAYS_BACK))) {
        days.add(
            new DueDay(
                due.lastDay().toString(),
                Kind.CONTRACT_FILING,
                approval.number(),
                term.clause(),
                ChronoUnit.DAYS.between(today, due.lastDay()),
                due.provisional()));
      }
    }
  }

  private static DueDay day(
      LocalDate day, Kind kind, String about, String clause, LocalDate today) {
    long left = ChronoUnit.DAYS.between(today, day);
    return new DueDay(day.toString(), kind, about, clause, left, false);
  }
}
