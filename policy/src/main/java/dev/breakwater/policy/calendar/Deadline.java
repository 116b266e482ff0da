package dev.breakwater.policy.calendar;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The end of a term counted in working days.
 *
 * @param lastDay on which the act is in time
 * @param provisional whether the term runs through a year whose public holidays are not known
 */
public record Deadline(LocalDate lastDay, boolean provisional) {
  /** Returns the first instant that is too late. */
  public Instant end() {
    return ChinaTime.midnight(lastDay.plusDays(1));
  }
}
