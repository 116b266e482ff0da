package dev.breakwater.policy.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The one time of mainland China: the days and years of its law begin at its midnight. */
public final class ChinaTime {
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private ChinaTime() {}

  /** Returns the day that {@code at} is on. */
  public static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }

  /** Returns the first instant of {@code day}. */
  public static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }
}
