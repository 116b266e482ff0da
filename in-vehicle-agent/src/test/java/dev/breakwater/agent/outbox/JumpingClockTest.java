package dev.breakwater.agent.outbox;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.TestCar;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JumpingClockTest {
  private static final Duration TEN_YEARS = Duration.ofDays(3653);

  @TempDir Path home;
  private final MemoryStorage storage = new MemoryStorage();
  private TestCar car;
  private Outbox outbox;

  @BeforeEach
  void openOutbox() throws Exception {
    car = new TestCar(home);
    outbox = car.open(storage);
  }

  @Test
  void clockSetBack_nothingIsLostAndNumbersGoOn() throws Exception {
    commit("1");
    car.pass(TEN_YEARS.negated());
    commit("2");

    assertThat(outbox.lost()).isEmpty();
    Outbox after = car.open(storage.copy());
    assertThat(after.head(Lane.TELEMETRY).nextNumber()).isEqualTo(2);
    assertThat(after.lost()).isEmpty();
    assertSound(after);
  }

  @Test
  void clockSetForwardAndBack_itemsPastTheirAgeAreNamedThoughOneOfTheFutureIsBeforeThem()
      throws Exception {
    car.pass(TEN_YEARS);
    commit("of the future");
    car.pass(TEN_YEARS.negated());
    commit("of today");
    car.pass(OutboxSettings.DEFAULT_MAX_AGE.plusMillis(1));

    assertThat(outbox.lost()).extracting(lost -> lost.id().number()).containsExactly(1L);
  }

  @Test
  void clockSetForward_everyItemPastItsAgeIsNamed_noneIsLostInSilence() throws Exception {
    commit("1");
    commit("2");
    car.pass(TEN_YEARS);

    List<ItemId> lost = outbox.lost().stream().map(LostItem::id).toList();

    assertThat(lost).extracting(ItemId::number).containsExactly(0L, 1L);
    assertThat(outbox.backlog().items())
        .as("they stay until their tombstones are sealed")
        .isEqualTo(2);
  }

  private void commit(String value) throws Exception {
    assertThat(outbox.commit(car.commit(outbox, Lane.TELEMETRY, value))).isTrue();
  }
}
