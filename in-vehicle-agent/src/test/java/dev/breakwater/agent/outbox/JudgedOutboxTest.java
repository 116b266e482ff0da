package dev.breakwater.agent.outbox;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.Laws;
import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.Tombstone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("OFFBOARD is judged by the law at sending")
class JudgedOutboxTest {
  @TempDir private Path home;
  private final PoliciesInForce policies = Laws.builtIn();

  @Test
  void item_lawThatStillPermits_comesOut() throws Exception {
    var car = new TestCar(home);
    var decider = new Decider(policies, new Consents(Map.of()), car.clocks().wall());
    Outbox outbox = car.open(new MemoryStorage());
    ItemId id = sealSpeed(car, decider, outbox);

    assertThat(new JudgedOutbox(outbox, decider::mayLeave).item(id)).isEqualTo(outbox.item(id));
  }

  @Test
  void item_sealedBeforeALawThatForbidsIt_staysAndATombstoneSaysSo() throws Exception {
    var car = new TestCar(home);
    var decider = new Decider(policies, new Consents(Map.of()), car.clocks().wall());
    Outbox outbox = car.open(new MemoryStorage());
    Laws.accept(policies, Laws.tar(1, now(car).plusSeconds(60), "collect"));
    ItemId id = sealSpeed(car, decider, outbox);
    car.pass(Duration.ofSeconds(60));
    var judged = new JudgedOutbox(outbox, decider::mayLeave);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> judged.item(id))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(id + " may not leave the car");
    }
    assertThat(outbox.lost()).hasSize(1);
    assertThat(new Sealer(outbox, decider, car.vault, car.clocks()).commit()).isTrue();

    assertThat(outbox.pending(Lane.TELEMETRY, 9).get(0).items()).isEmpty();
    List<Tombstone> tombstones = new ArrayList<>();
    for (ItemId each : outbox.pending(Lane.CONTROL, 9).get(0).items()) {
      Item item = Item.decode(judged.item(each));
      if (item.category().equals(Tombstone.CATEGORY)) {
        tombstones.add(Tombstone.decode(item.payload()));
      }
    }
    assertThat(tombstones).hasSize(1);
    assertThat(tombstones.get(0).reason()).isEqualTo(JudgedOutbox.REASON);
    assertThat(tombstones.get(0).number()).isEqualTo(id.number());
    assertSound(outbox);
  }

  private static ItemId sealSpeed(TestCar car, Decider decider, Outbox outbox) throws Exception {
    var sealer = new Sealer(outbox, decider, car.vault, car.clocks());
    Instant now = now(car);
    var cleared =
        decider
            .collect(Laws.SPEED, "test", now)
            .pass(now, statement -> {})
            .flatMap(passed -> decider.offboard(passed, Laws.SPEED).pass(now, statement -> {}))
            .orElseThrow();
    sealer.seal(cleared, new Signal("Vehicle.Speed", "1"));
    sealer.commit();
    return outbox.pending(Lane.TELEMETRY, 1).get(0).items().get(0);
  }

  private static Instant now(TestCar car) {
    return car.clocks().wall().instant();
  }
}
