package dev.breakwater.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.Laws;
import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.LostItem;
import dev.breakwater.agent.outbox.MemoryStorage;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.Tombstone;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("OFFBOARD is judged by the law at sending")
class JudgedWhenSentTest {
  @TempDir private Path home;
  private final PoliciesInForce policies = Laws.builtIn();
  private TestCar car;
  private Decider decider;
  private Outbox outbox;
  private Sealer sealer;

  @BeforeEach
  void sealOne() throws Exception {
    car = new TestCar(home);
    decider = new Decider(policies, new Consents(Map.of()), car.clocks().wall());
    outbox = car.open(new MemoryStorage());
    sealer = new Sealer(outbox, decider, car.vault, car.clocks());
    Laws.accept(policies, Laws.tar(1, now().plusSeconds(60), "collect"));
    var cleared =
        decider
            .collect(Laws.SPEED, "test", now())
            .pass(now(), statement -> {})
            .flatMap(passed -> decider.offboard(passed, Laws.SPEED).pass(now(), statement -> {}))
            .orElseThrow();
    sealer.seal(cleared, new Signal("Vehicle.Speed", "1"));
    sealer.commit();
  }

  @Test
  void item_lawThatStillPermits_isSent() throws Exception {
    List<Item> sent = send();

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).category()).isEqualTo(Laws.SPEED);
  }

  @Test
  void item_sealedBeforeALawThatForbidsIt_isNotSentAndATombstoneSaysSo() throws Exception {
    long number = outbox.pending(Lane.TELEMETRY, 1).get(0).items().get(0).number();
    car.pass(Duration.ofSeconds(60));

    List<Item> sent = send();

    assertThat(sent).noneMatch(item -> item.category().equals(Laws.SPEED));
    List<Tombstone> tombstones = new ArrayList<>();
    for (Item item : sent) {
      if (item.category().equals(Tombstone.CATEGORY)) {
        tombstones.add(Tombstone.decode(item.payload()));
      }
    }
    assertThat(tombstones).hasSize(1);
    assertThat(tombstones.get(0).reason()).isEqualTo(LostItem.FORBIDDEN_WHEN_SENT);
    assertThat(tombstones.get(0).number()).isEqualTo(number);
  }

  /** Sends, with commits in between, until nothing is left. */
  private List<Item> send() throws Exception {
    var authority = new Authority();
    var server = authority.issue("receiver", "127.0.0.1");
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var uplink =
            new CoapUplink(
                new UplinkSettings(
                    "127.0.0.1", receiver.port(), authority.issue(TestCar.VEHICLE.value())),
                PolicyInbox.CLOSED,
                new SecureRandom())) {
      uplink.start(outbox, decider::mayLeave);
      while (!outbox.backlog().isEmpty()) {
        outbox.awaitChange(outbox.version(), Duration.ofMillis(20));
        sealer.commit();
      }
      List<Item> items = new ArrayList<>();
      for (var arrival : receiver.arrivals()) {
        if (arrival.resource().equals("i")) {
          items.add(Item.decode(arrival.body()));
        }
      }
      return items;
    }
  }

  private Instant now() {
    return car.clocks().wall().instant();
  }
}
