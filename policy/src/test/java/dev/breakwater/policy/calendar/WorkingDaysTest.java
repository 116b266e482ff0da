package dev.breakwater.policy.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.rule.Status;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Terms in China's working days")
class WorkingDaysTest {
  private static final WorkingDays CHINA = WorkingDays.china();

  @ParameterizedTest
  @CsvSource({
    "2026-02-13, true", // Friday
    "2026-02-14, true", // Saturday, made up for Spring Festival
    "2026-02-15, false", // Sunday, first day of the holiday
    "2026-02-17, false", // Tuesday, New Year's day of the lunar calendar
    "2026-02-23, false", // Monday, last day of the holiday
    "2026-02-24, true",
    "2026-02-28, true", // Saturday, made up
    "2026-03-01, false", // Sunday
    "2026-01-03, false",
    "2026-01-04, true", // Sunday, made up
    "2025-10-08, false",
    "2025-10-11, true", // Saturday, made up
    "2027-01-01, true", // Friday of a year without data: the earlier deadline
    "2027-01-02, false", // Saturday
  })
  void day_isAWorkingDayByTheNotice(LocalDate day, boolean working) {
    assertThat(CHINA.isWorkingDay(day)).isEqualTo(working);
  }

  @DisplayName("V12: the day of the request is not counted")
  @ParameterizedTest(name = "{1} working days after {0}: {2}")
  @CsvSource({
    // an ordinary week
    "2026-03-09,  1, 2026-03-10",
    "2026-03-09,  5, 2026-03-16",
    "2026-03-13,  1, 2026-03-16",
    "2026-03-14,  1, 2026-03-16",
    // Spring Festival 2026: 11 to 13 February, the made-up 14th, then 24 to 27, the made-up 28th, 2
    // March
    "2026-02-10, 10, 2026-03-02",
    "2026-02-13,  1, 2026-02-14",
    "2026-02-13,  2, 2026-02-24",
    // National Day 2026: the made-up 20 September, 21 to 24, 28 to 30, 8 and 9 October, the made-up
    // 10th, 12 to 15
    "2026-09-18, 10, 2026-10-09",
    "2026-09-18, 11, 2026-10-10",
    "2026-09-18, 15, 2026-10-15",
    // over New Year: 25, 26, 29 to 31 December, the made-up Sunday 4 January, 5 to 8
    "2025-12-24, 10, 2026-01-08",
    // Labour Day 2025: the made-up Sunday 27 April, 28 to 30, 6 to 9 May, 12, 13
    "2025-04-25, 10, 2025-05-13",
  })
  void deadline_knownYears_leavesOutHolidaysAndCountsMadeUpDays(
      LocalDate day, int workingDays, LocalDate last) {
    assertThat(CHINA.after(day, workingDays)).isEqualTo(new Deadline(last, false));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-23,  6, 2026-12-31, false", // still in a known year
    "2026-12-23,  7, 2027-01-01, true",
    "2026-12-23, 10, 2027-01-06, true",
    "2028-05-01, 10, 2028-05-15, true",
    "2024-12-31,  1, 2025-01-02, false", // only the days that are counted matter
    "2024-12-30,  2, 2025-01-02, true",
  })
  void deadline_yearWithoutData_countsWeekdaysAndIsProvisional(
      LocalDate day, int workingDays, LocalDate last, boolean provisional) {
    assertThat(CHINA.after(day, workingDays)).isEqualTo(new Deadline(last, provisional));
  }

  @ParameterizedTest
  @CsvSource({
    "DELETION,           10, GB/T 44464-2024 §5.7.1,             VERIFIED",
    "CONTRACT_FILING,    10, Standard Contract Measures Art. 7,  UNVERIFIED",
    "REMEDIATION_REPORT, 15, Audit Measures Art. 11,             VERIFIED",
  })
  void term_ofTheLaw_hasItsLength(Term term, int workingDays, String clause, Status status) {
    assertThat(term.workingDays()).isEqualTo(workingDays);
    assertThat(term.clause()).isEqualTo(clause);
    assertThat(term.status()).isEqualTo(status);
  }

  @DisplayName("V12: ten working days from the day of the request in China")
  @ParameterizedTest
  @CsvSource({
    "2026-02-09T15:59:59Z, 2026-02-28", // 9 February in China
    "2026-02-09T16:00:00Z, 2026-03-02", // 10 February in China
  })
  void deadline_ofAnInstant_startsOnItsDayInChina(Instant request, LocalDate last) {
    Deadline deadline = CHINA.deadline(Term.DELETION, request);

    assertThat(deadline.lastDay()).isEqualTo(last);
    assertThat(deadline.end()).isEqualTo(last + "T16:00:00Z");
  }

  @Test
  void calendar_builtIn_saysThatItIsUnverified() {
    assertThat(CHINA.status()).isEqualTo(Status.UNVERIFIED);
    assertThat(CHINA.isProvisional(LocalDate.parse("2025-01-01"))).isFalse();
    assertThat(CHINA.isProvisional(LocalDate.parse("2026-12-31"))).isFalse();
    assertThat(CHINA.isProvisional(LocalDate.parse("2024-12-31"))).isTrue();
    assertThat(CHINA.isProvisional(LocalDate.parse("2027-01-01"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001})
  void deadline_termThatIsNone_isRefused(int workingDays) {
    LocalDate day = LocalDate.parse("2026-01-01");

    assertThatThrownBy(() -> CHINA.after(day, workingDays))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void load_brokenCalendar_namesEveryPlaceAtOnce() throws Exception {
    Bytes yaml = resource("mistakes.yaml");

    var e =
        catchThrowableOfType(
            InvalidSourceException.class, () -> WorkingDays.load(yaml, "mistakes.yaml"));

    String expected = new String(resource("mistakes.txt").toArray(), StandardCharsets.UTF_8);
    assertThat(e.getMessage() + "\n").isEqualTo(expected);
  }

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = WorkingDaysTest.class.getResourceAsStream(name)) {
      return Bytes.of(in.readAllBytes());
    }
  }
}
