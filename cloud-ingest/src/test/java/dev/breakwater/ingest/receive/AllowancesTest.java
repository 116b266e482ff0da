package dev.breakwater.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Item;
import dev.breakwater.wire.VehicleRef;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AllowancesTest {
  private static final int BYTES_PER_SECOND = 256 << 10;

  private final Random random = new Random(1);
  private final VehicleRef car = VehicleRef.random(random);

  /** Just before the number turns negative: nanosecond times may. */
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

  private final Allowances allowances =
      new Allowances(new VehicleLimits(10, BYTES_PER_SECOND, 1), () -> now);

  @Test
  void requests_twoSecondsWorthAtOnce_thenAsManyAsTheRate() {
    for (int i = 0; i < 20; i++) {
      assertThat(allowances.take(car, 1)).isZero();
    }
    assertThat(allowances.take(car, 1)).isBetween(Duration.ofMillis(90), Duration.ofMillis(101));
    int taken = 0;
    for (int tenths = 0; tenths < 100; tenths++) {
      now += Duration.ofMillis(100).toNanos();
      taken += allowances.take(car, 1).isZero() ? 1 : 0;
      taken += allowances.take(car, 1).isZero() ? 1 : 0;
    }
    assertThat(taken).isBetween(99, 101);
  }

  @Test
  void bytes_theLargestBodyIsTakenAndThenWaitedFor() {
    assertThat(allowances.take(car, Item.MAX_BYTES)).isZero();
    assertThat(allowances.take(car, Item.MAX_BYTES)).isPositive();
    now += Duration.ofSeconds(2).toNanos();
    assertThat(allowances.take(car, Item.MAX_BYTES)).isZero();
  }

  @Test
  void refusedRequest_costsNothing() {
    for (int i = 0; i < 20; i++) {
      allowances.take(car, 1);
    }
    Duration wait = allowances.take(car, 1);
    for (int i = 0; i < 1000; i++) {
      assertThat(allowances.take(car, 1)).isEqualTo(wait);
    }
  }

  @Test
  void vehicles_moreThanAreRemembered_areBounded() {
    for (int i = 0; i < Allowances.MAX_VEHICLES + 10; i++) {
      allowances.take(VehicleRef.random(random), 1);
    }
    assertThat(allowances.vehicles()).isEqualTo(Allowances.MAX_VEHICLES);
  }

  @Test
  void limits_belowWhatTheLargestBodyNeeds_areRefused() {
    assertThatThrownBy(() -> new VehicleLimits(1, BYTES_PER_SECOND - 1, 1))
        .hasMessage("a vehicle may send at least 256KiB a second");
    assertThatThrownBy(() -> new VehicleLimits(0, BYTES_PER_SECOND, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
