package dev.breakwater.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
  @ParameterizedTest
  @CsvSource({"10, 100, 100", "5, 100, 50", "0.5, 100, 5", "20, 100, 100", "3, 100, 30"})
  void rate_regularSamples_admitsItsNumber(double hertz, long everyMillis, long admitted) {
    var rate = new Rate(hertz);
    // Ten seconds of samples.
    long taken =
        LongStream.range(0, 10_000 / everyMillis).filter(i -> rate.admits(i * everyMillis)).count();
    assertThat(taken).isCloseTo(admitted, within(1L));
  }

  @Test
  void rate_jitterOfATenth_losesNothingAndGainsNothing() {
    var rate = new Rate(10);
    var random = new Random(1);
    long taken =
        LongStream.range(0, 1000).filter(i -> rate.admits(i * 100 + random.nextInt(5))).count();
    assertThat(taken).isEqualTo(1000);
  }

  @Test
  void rate_muchAtOnce_admitsOne() {
    var rate = new Rate(10);
    assertThat(LongStream.range(0, 50).filter(rate::admits).count()).isEqualTo(1);
  }
}
