package dev.breakwater.agent.seal;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.Laws;
import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.LostItem;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.outbox.Withdrawal;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.Tombstone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PIPL Art. 15: consent can be withdrawn")
class WithdrawalTest {
  @TempDir Path home;
  private TestCar car;
  private Decider decider;
  private Outbox outbox;
  private Sealer sealer;

  @BeforeEach
  void makeCar() throws Exception {
    car = new TestCar(home);
    decider = new Decider(Laws.builtIn(), new Consents(Map.of()), car.clocks().wall());
    open(4 << 20);
  }

  @AfterEach
  void close() throws IOException {
    outbox.close();
  }

  private void open(long maxBytes) throws Exception {
    var settings = new OutboxSettings(TestCar.VEHICLE, maxBytes, Duration.ofDays(7));
    outbox = car.open(DirectoryStorage.open(home.resolve("outbox")), settings);
    sealer = new Sealer(outbox, decider, car.vault, car.clocks());
  }

  @Test
  void withdrawal_ofAPurpose_givesUpItsItemsOnlyAndEachGetsATombstone() throws Exception {
    for (int i = 0; i < 100; i++) {
      seal(i % 2 == 0 ? "trip" : "fleet");
    }
    sealer.commit();

    assertThat(outbox.purge(new Withdrawal("vehicle.motion", "trip"))).hasSize(50);

    assertThat(offered()).hasSize(50).allMatch(item -> item.purpose().equals("fleet"));
    assertThat(sealer.isDue()).isTrue();
    assertThat(sealer.commit()).isTrue();
    List<Tombstone> tombstones = tombstones();
    assertThat(tombstones).hasSize(50);
    assertThat(tombstones).allMatch(each -> each.reason().equals(LostItem.CONSENT_WITHDRAWN));
    assertThat(tombstones).allMatch(each -> each.number() % 2 == 0);
    assertThat(outbox.isGivenUp()).isFalse();
    assertSound(outbox);
  }

  @Test
  void withdrawal_ofANameThatOnlyBeginsTheSame_givesUpNothing() throws Exception {
    seal("trip");
    sealer.commit();

    assertThat(outbox.purge(new Withdrawal("vehicle.mot", ""))).isEmpty();
    assertThat(outbox.purge(new Withdrawal("control", ""))).isEmpty();
    assertThat(outbox.purge(new Withdrawal("vehicle", "other"))).isEmpty();
    assertThat(outbox.purge(new Withdrawal(Laws.SPEED, ""))).hasSize(1);
  }

  @Test
  void withdrawal_beforeACrash_holdsAfterwards() throws Exception {
    seal("trip");
    sealer.commit();
    outbox.purge(new Withdrawal("vehicle", ""));
    outbox.close();

    open(4 << 20);

    assertThat(offered()).isEmpty();
    assertThat(sealer.commit()).isTrue();
    assertThat(tombstones()).hasSize(1);
  }

  @Test
  void withdrawal_withAFullOutbox_isDoneInASecond() throws Exception {
    withdrawFromAFullOutbox(6 << 20);
  }

  @Test
  @Tag("soak")
  void withdrawal_withAFullOutboxOfTheDefaultSize_isDoneInASecond() throws Exception {
    withdrawFromAFullOutbox(OutboxSettings.DEFAULT_MAX_BYTES);
  }

  private void withdrawFromAFullOutbox(long maxBytes) throws Exception {
    outbox.close();
    open(maxBytes);
    long sealed = 0;
    while (outbox.pending(Lane.CONTROL, 1).isEmpty()) {
      for (int i = 0; i < 64; i++) {
        seal("trip");
      }
      sealer.commit();
      sealed += 64;
    }
    int items = outbox.backlog().items();

    long started = System.nanoTime();
    int given = outbox.purge(new Withdrawal("vehicle", "trip")).size();
    assertThat(sealer.commit()).isTrue();
    Duration took = Duration.ofNanos(System.nanoTime() - started);

    assertThat(took).as("%d of %d items", given, items).isLessThan(Duration.ofSeconds(1));
    assertThat(given).isGreaterThan((int) sealed - 200);
    assertThat(offered()).isEmpty();
    System.out.printf(
        "withdrew %d items of %d MB in %d ms%n", given, maxBytes >> 20, took.toMillis());
  }

  private void seal(String purpose) {
    Instant now = car.clocks().wall().instant();
    Cleared cleared =
        decider
            .collect(Laws.SPEED, purpose, now)
            .pass(now, statement -> {})
            .flatMap(passed -> decider.offboard(passed, Laws.SPEED).pass(now, statement -> {}))
            .orElseThrow();
    sealer.seal(cleared, new Signal("Vehicle.Speed", "1"));
  }

  private List<Item> offered() throws Exception {
    return items(Lane.TELEMETRY);
  }

  private List<Tombstone> tombstones() throws Exception {
    List<Tombstone> tombstones = new ArrayList<>();
    for (Item item : items(Lane.CONTROL)) {
      tombstones.add(Tombstone.decode(item.payload()));
    }
    return tombstones;
  }

  private List<Item> items(Lane lane) throws Exception {
    List<Item> items = new ArrayList<>();
    for (PendingSegment segment : outbox.pending(lane, 100_000)) {
      for (ItemId id : segment.items()) {
        items.add(Item.decode(outbox.item(id)));
      }
    }
    return items;
  }
}
