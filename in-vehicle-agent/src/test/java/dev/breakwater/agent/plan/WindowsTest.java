package dev.breakwater.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.plan.Windows.Window;
import dev.breakwater.policy.rule.Expression;
import dev.breakwater.policy.rule.InvalidConditionException;
import dev.breakwater.policy.rule.Vocabulary;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private final Windows windows =
      new Windows(new Trigger(always(), Duration.ofSeconds(5), Duration.ofSeconds(10)));

  @Test
  void windows_beforeAnythingHeld_areNone() {
    assertThat(windows.at(0)).isEmpty();
  }

  @Test
  void window_reachesFromBeforeToAfter() {
    windows.held(20_000);
    assertThat(windows.at(14_999)).isEmpty();
    assertThat(windows.at(15_000)).contains(new Window(15_000, 30_000));
    assertThat(windows.at(30_000)).isPresent();
    assertThat(windows.at(30_001)).isEmpty();
  }

  @Test
  void window_whoseConditionHoldsAgain_isLonger() {
    windows.held(20_000);
    windows.held(35_000);
    assertThat(windows.at(45_000)).contains(new Window(15_000, 45_000));
  }

  @Test
  void window_farFromTheLast_isAnotherAndTheLastIsStillKnown() {
    windows.held(20_000);
    windows.held(35_001);
    assertThat(windows.at(30_001)).contains(new Window(30_001, 45_001));
    assertThat(windows.at(29_999)).contains(new Window(15_000, 30_000));
  }

  @Test
  void windows_many_onlyTheLastAreKnown() {
    for (long i = 0; i < 100; i++) {
      windows.held(i * 100_000);
    }
    assertThat(windows.at(0)).isEmpty();
    assertThat(windows.at(99 * 100_000)).isPresent();
  }

  @Test
  void withoutACondition_everyInstantIsInTheWindow() {
    assertThat(new Windows(null).at(-1)).isPresent();
  }

  private static Expression always() {
    try {
      return new Vocabulary(Map.of()).compile("true");
    } catch (InvalidConditionException e) {
      throw new AssertionError(e);
    }
  }
}
