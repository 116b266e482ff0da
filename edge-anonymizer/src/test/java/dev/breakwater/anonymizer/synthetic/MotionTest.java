package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class MotionTest {
  private static final Motion STOPPING = Motion.through(0, 0, 4, 30, 8, 50, 12, 50);

  @Test
  void at_keys_passesThroughThem() {
    assertThat(STOPPING.at(0)).isZero();
    assertThat(STOPPING.at(4)).isCloseTo(30, within(1e-9));
    assertThat(STOPPING.at(12)).isEqualTo(50);
  }

  @Test
  void at_anyTime_neverGoesBackOrBeyond() {
    var before = 0.0;
    for (double t = 0; t <= 14; t += 0.01) {
      var now = STOPPING.at(t);
      assertThat(now).isBetween(before - 1e-9, 50 + 1e-9);
      before = now;
    }
  }

  @Test
  void at_outsideTheKeys_holdsTheNearest() {
    assertThat(STOPPING.at(-3)).isZero();
    assertThat(STOPPING.at(99)).isEqualTo(50);
  }
}
