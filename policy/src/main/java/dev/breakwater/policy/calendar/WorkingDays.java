package dev.breakwater.policy.calendar;

import dev.breakwater.policy.rule.Status;
import dev.breakwater.policy.source.BuiltIn;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * Which days are working days in mainland China: weekdays without the public holidays, and the
 * weekend days that the State Council makes up for them. In a year without data every weekday
 * counts, which leaves out holidays and so errs to the earlier deadline; a make-up day that is not
 * known yet can still bring it forward, so what is said of such a year is provisional. Safe for use
 * by several threads.
 */
public final class WorkingDays {
  private static final int MAX_TERM = 1000;

  private final Set<Integer> years;
  private final Set<LocalDate> holidays;
  private final Set<LocalDate> madeUp;
  private final Status status;

  WorkingDays(Set<Integer> years, Set<LocalDate> holidays, Set<LocalDate> madeUp, Status status) {
    this.years = Set.copyOf(years);
    this.holidays = Set.copyOf(holidays);
    this.madeUp = Set.copyOf(madeUp);
    this.status = status;
  }

  /** Returns the built-in calendar of mainland China. */
  public static WorkingDays china() {
    return BuiltIn.load(WorkingDays.class, "china.yaml", WorkingDays::load);
  }

  /**
   * Reads a calendar.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static WorkingDays load(Bytes yaml, String name) throws InvalidSourceException {
    return CalendarReader.read(yaml, name);
  }

  /** Returns whether the days were compared with the notices of the State Council. */
  public Status status() {
    return status;
  }

  public boolean isWorkingDay(LocalDate day) {
    boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    return weekend ? madeUp.contains(day) : !holidays.contains(day);
  }

  /** Returns whether the holidays of the year that {@code day} is in are not known. */
  public boolean isProvisional(LocalDate day) {
    return !years.contains(day.getYear());
  }

  /** Returns when {@code term} ends that an event on the day of {@code event} begins. */
  public Deadline deadline(Term term, Instant event) {
    return after(ChinaTime.day(event), term.workingDays());
  }

  /**
   * Returns the working day with the number {@code workingDays} after {@code day}; the day itself
   * is not counted.
   *
   * @throws IllegalArgumentException if {@code workingDays} is not in 1 to 1000
   */
  public Deadline after(LocalDate day, int workingDays) {
    if (workingDays < 1 || workingDays > MAX_TERM) {
      throw new IllegalArgumentException("a term has 1 to " + MAX_TERM + " working days");
    }
    LocalDate last = day;
    boolean provisional = false;
    for (int left = workingDays; left > 0; left -= isWorkingDay(last) ? 1 : 0) {
      last = last.plusDays(1);
      provisional |= isProvisional(last);
    }
    return new Deadline(last, provisional);
  }
}
