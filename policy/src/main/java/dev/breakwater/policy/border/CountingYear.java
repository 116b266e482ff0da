package dev.breakwater.policy.border;

import dev.breakwater.policy.calendar.ChinaTime;
import java.time.Instant;

/**
 * The calendar year, in China's time, over which exported persons are counted: from 1 January (2024
 * Flow Provisions Art. 5(4), 7, 8). Counts of two years are not comparable.
 */
public record CountingYear(int value) {
  /** Returns the year that {@code at} is in. */
  public static CountingYear of(Instant at) {
    return new CountingYear(ChinaTime.day(at).getYear());
  }
}
