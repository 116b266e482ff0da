package dev.breakwater.agent.statutory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("GB/T 32960.3 B.2.1: when a report is due")
class ReportPlanTest {
  private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");

  private final ReportPlan plan = new ReportPlan(Duration.ofSeconds(30));

  /** Lets seconds pass; returns what was due in each, e.g. {@code 30} or {@code 7 late}. */
  private List<String> pass(int from, int to, int level) {
    List<String> due = new ArrayList<>();
    for (int second = from; second < to; second++) {
      Instant at = START.plusSeconds(second);
      plan.take(new Gathered(at, List.of(), level))
          .forEach(each -> due.add(second(each) + (each.late() ? " late" : "")));
    }
    return due;
  }

  private static long second(ReportPlan.Due due) {
    return Duration.between(START, due.gathered().at()).toSeconds();
  }

  @Test
  void take_noAlarm_reportsAtOnceAndThenEveryThirtySeconds() {
    assertThat(pass(0, 95, 0)).containsExactly("0", "30", "60", "90");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void take_alarmOfALowLevel_changesNothing(int level) {
    assertThat(pass(0, 65, level)).containsExactly("0", "30", "60");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void take_graveAlarm_reissuesEverySecondOfTheHalfMinuteBeforeAndReportsEverySecond(int level) {
    pass(0, 100, 0);

    List<String> first = pass(100, 101, level);
    List<String> then = pass(101, 105, level);

    // Second 90 was reported when it was due.
    List<String> before =
        IntStream.range(70, 100).filter(s -> s != 90).mapToObj(s -> s + " late").toList();
    assertThat(first).containsExactlyElementsOf(join(before, "100"));
    assertThat(then).containsExactly("101", "102", "103", "104");
  }

  private static List<String> join(List<String> list, String last) {
    List<String> joined = new ArrayList<>(list);
    joined.add(last);
    return joined;
  }

  @Test
  void take_alarmThatEndsAtOnce_reportsEverySecondForHalfAMinute() {
    pass(0, 10, 0);
    pass(10, 11, 3);

    assertThat(pass(11, 40, 0)).hasSize(29);
    assertThat(pass(40, 75, 0)).containsExactly("69");
  }

  @Test
  void take_longAlarm_reportsEverySecondUntilItEndsAndNothingTwice() {
    pass(0, 10, 0);

    assertThat(pass(10, 110, 3)).hasSize(9 + 100);
    assertThat(pass(110, 141, 0)).containsExactly("139");
  }

  @Test
  void take_clockThatIsSetBack_reportsAtOnceAndGoesOn() {
    pass(0, 10_000, 0);

    assertThat(pass(100, 170, 0)).containsExactly("100", "130", "160");
  }
}
