package dev.breakwater.policy.calendar;

import dev.breakwater.policy.rule.Status;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the YAML form of a calendar; every problem of the file is found in one pass. */
final class CalendarReader {
  private static final int MAX_YEARS = 100;
  private static final int MAX_HOLIDAYS = 50;
  private static final int MAX_DAYS = 31;
  private static final Pattern YEAR = Pattern.compile("[12][0-9]{3}");

  private final Source source;
  private final Set<Integer> years = new HashSet<>();
  private final Set<LocalDate> holidays = new HashSet<>();
  private final Set<LocalDate> madeUp = new HashSet<>();

  private CalendarReader(Source source) {
    this.source = source;
  }

  static WorkingDays read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    var reader = new CalendarReader(source);
    Optional<Status> status =
        Fields.of(source, source.root(), Set.of("status", "years")).flatMap(reader::file);
    source.refuseIfBroken();
    return new WorkingDays(
        reader.years, reader.holidays, reader.madeUp, status.orElse(Status.UNVERIFIED));
  }

  private Optional<Status> file(Fields file) {
    for (Node node : file.elements("years", MAX_YEARS)) {
      Fields.of(source, node, Set.of("year", "notice", "holidays", "made-up"))
          .ifPresent(this::year);
    }
    return file.one("status", text -> Fields.named(Status.class, text));
  }

  private void year(Fields fields) {
    fields.one("notice", Fields::text);
    int year = fields.one("year", this::year).orElse(0);
    for (Node node : fields.elements("holidays", MAX_HOLIDAYS)) {
      source.scalar(node, text -> holiday(text, year)).ifPresent(holidays::addAll);
    }
    for (Node node : fields.elements("made-up", MAX_HOLIDAYS)) {
      source.scalar(node, text -> madeUp(text, year)).ifPresent(madeUp::add);
    }
  }

  private int year(String text) {
    if (!YEAR.matcher(text).matches()) {
      throw new IllegalArgumentException("a year, e.g. 2026, is expected here");
    }
    int year = Integer.parseInt(text);
    if (!years.add(year)) {
      throw new IllegalArgumentException("the year " + year + " is here twice");
    }
    return year;
  }

  private static List<LocalDate> holiday(String text, int year) {
    String[] ends = text.split("/", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("first and last day, joined by '/', are expected here");
    }
    LocalDate first = day(ends[0], year);
    LocalDate last = day(ends[1], year);
    if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
      throw new IllegalArgumentException("a holiday has 1 to " + MAX_DAYS + " days");
    }
    return first.datesUntil(last.plusDays(1)).toList();
  }

  private LocalDate madeUp(String text, int year) {
    LocalDate day = day(text, year);
    if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
      throw new IllegalArgumentException("only a Saturday or a Sunday can be made up");
    }
    if (holidays.contains(day)) {
      throw new IllegalArgumentException(day + " is a holiday");
    }
    return day;
  }

  private static LocalDate day(String text, int year) {
    LocalDate day = Fields.day(text);
    // A year that is wrong itself (0) is named once, not at each of its days.
    if (year != 0 && day.getYear() != year) {
      throw new IllegalArgumentException(day + " is not in " + year);
    }
    return day;
  }
}
