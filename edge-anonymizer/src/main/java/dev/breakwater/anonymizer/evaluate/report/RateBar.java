package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.evaluate.Rate;
import java.util.Locale;

/** Draws a rate as a bar with its interval, and the limit it is held against. */
final class RateBar {
  private static final double PERCENT = 100;

  /** Of an interval too narrow to be seen, percent. */
  private static final double LEAST_REACH = 0.4;

  private RateBar() {}

  /** Returns the bar alone; for people who do not see it, the words beside it say the same. */
  static Markup of(Rate rate, double limit) {
    if (rate.isEmpty()) {
      return Markup.NOTHING;
    }
    double reach = Math.max(LEAST_REACH, (rate.upper() - rate.lower()) * PERCENT);
    return new Markup(
        String.format(
            Locale.ROOT,
            """
            <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="all" x="0" y="3" width="100" height="4"/>\
            <rect class="value" x="0" y="3" width="%.2f" height="4"/>\
            <rect class="reach" x="%.2f" y="4.2" width="%.2f" height="1.6"/>\
            <rect class="limit" x="%.2f" y="0" width="0.6" height="10"/></svg>""",
            rate.value() * PERCENT,
            rate.lower() * PERCENT,
            reach,
            limit * PERCENT));
  }

  /** Returns the rate in words, such as "150 of 161 = 93.2 % (88.2 to 96.2)". */
  static Markup words(Rate rate) {
    if (rate.isEmpty()) {
      return Markup.text("none");
    }
    return Markup.text(
        "%d of %d = %.1f %% (%.1f to %.1f)",
        rate.hits(),
        rate.all(),
        rate.value() * PERCENT,
        rate.lower() * PERCENT,
        rate.upper() * PERCENT);
  }
}
