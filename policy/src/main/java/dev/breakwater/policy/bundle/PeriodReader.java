package dev.breakwater.policy.bundle;

import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.Fields;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads when something is in force: the fields {@code from} and {@code to}, in whole seconds. */
public final class PeriodReader {
  private static final Pattern INSTANT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

  private PeriodReader() {}

  /** Returns a period that may have no end. */
  static Optional<Period> open(Fields fields) {
    return fields.given("to").isPresent()
        ? closed(fields)
        : fields.one("from", PeriodReader::instant).map(from -> new Period(from, Instant.MAX));
  }

  /** Returns a period that must have an end. */
  public static Optional<Period> closed(Fields fields) {
    var from = fields.one("from", PeriodReader::instant);
    var to = fields.one("to", PeriodReader::instant);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      fields.problem("to", "'to' must be later than 'from'");
      return Optional.empty();
    }
    return Optional.of(new Period(from.get(), to.get()));
  }

  private static Instant instant(String text) {
    if (!INSTANT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an instant in UTC, e.g. 2026-01-31T16:00:00Z, is expected here");
    }
    return Instant.parse(text);
  }
}
