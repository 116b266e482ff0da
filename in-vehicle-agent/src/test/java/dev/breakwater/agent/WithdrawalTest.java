package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.ConsentDesk;
import dev.breakwater.agent.consent.DeletionReceipt;
import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.LostItem;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A withdrawal is in force at once (PIPL Art. 15, GB/T 44464-2024 D.2.4)")
class WithdrawalTest {
  private static final int POSITIONS = 500;
  private static final Duration MOST = Duration.ofSeconds(1);

  @TempDir Path home;
  private TestCar car;
  private Anonymizer anonymizer;
  private Outbox outbox;
  private Predicate<Item> mayLeave;
  private Occupants occupants;
  private ConsentDesk desk;
  private Decider decider;
  private Sealer sealer;

  @BeforeEach
  void start() throws Exception {
    car = new TestCar(home);
    anonymizer = new Anonymizer(new ScriptedDetector(Set.of(), () -> {}), Profile.files());
    var settings = AgentSettings.of(home, TestCar.VEHICLE, null, null, null);
    var parts =
        new AgentParts(
            Laws.builtIn(),
            anonymizer,
            car.vault,
            new AckingUplink(),
            car.clocks(),
            new SecureRandom());
    outbox = car.open(DirectoryStorage.open(home.resolve("outbox")));
    occupants = Occupants.open(settings, parts);
    occupants.serve(outbox, settings, parts, Erasures.NONE);
    desk = occupants.desk();
    decider = new Decider(parts.policies(), occupants.consents(), car.clocks().wall());
    mayLeave = occupants.counted(decider::mayLeave);
    sealer = new Sealer(outbox, decider, car.vault, car.clocks());
  }

  @AfterEach
  void stop() throws IOException {
    occupants.close();
    outbox.close();
    anonymizer.close();
  }

  @Test
  void withdrawal_manyItemsWait_purgesThemWithinASecondAndTellsItFirst() throws Exception {
    withdrawOnceBefore(); // What is timed is no virtual machine that begins.
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    seal("position.precise", POSITIONS);
    seal("vehicle.motion.speed", 10);
    deliverControl();

    long begun = System.nanoTime();
    DeletionReceipt receipt = desk.decide(car.no(Purpose.NAVIGATION)).orElseThrow();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    commit();

    System.out.printf("%d items purged in %d ms%n", POSITIONS, took.toMillis());
    assertThat(took).isLessThan(MOST);
    List<Item> control = items(Lane.CONTROL);
    assertThat(control.get(0).category()).isEqualTo(ConsentChange.CATEGORY);
    ConsentChange told = ConsentChange.decode(control.get(0).payload());
    assertThat(told.state()).isEqualTo(ConsentChange.State.NO);
    assertThat(told.epoch()).isEqualTo(4);
    assertThat(receipt.items()).isEqualTo(Map.of("position.precise", (long) POSITIONS));
    assertThat(judgedCategories()).containsOnly("vehicle.motion.speed");
  }

  @Test
  void receipt_digest_isThatOfTheTombstonesThatAreSent() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    seal("position.precise", 7);

    DeletionReceipt receipt = desk.decide(car.no(Purpose.NAVIGATION)).orElseThrow();
    commit();

    List<String> digests = new ArrayList<>();
    for (Item item : items(Lane.CONTROL)) {
      if (item.category().equals(Tombstone.CATEGORY)) {
        var tombstone = Tombstone.decode(item.payload());
        assertThat(tombstone.reason()).isEqualTo(LostItem.CONSENT_WITHDRAWN);
        digests.add(tombstone.digest().hex());
      }
    }
    assertThat(digests).hasSize(7);
    var all = Digest.sha256();
    digests.stream().sorted().forEach(digest -> all.update(HexFormat.of().parseHex(digest)));
    assertThat(receipt.tombstones()).isEqualTo(HexFormat.of().formatHex(all.digest()));
  }

  @Test
  void withdrawal_notYetCommitted_letsNothingLeaveMeanwhile() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    seal("position.precise", 3);

    desk.decide(car.no(Purpose.NAVIGATION));

    assertThat(judgedCategories()).isEmpty();
  }

  @Test
  void consentInTheCar_afterOneOutside_purgesWhatWaits() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    seal("position.precise", 3);

    var receipt = desk.decide(car.grant(Purpose.NAVIGATION, State.IN_VEHICLE)).orElseThrow();

    assertThat(receipt.items()).isEqualTo(Map.of("position.precise", 3L));
  }

  @Test
  void decisions_areToldOnceAlsoAfterARestart() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    commit();
    commit();
    assertThat(items(Lane.CONTROL)).hasSize(1);
    assertThat(outbox.cursors()).containsEntry(Occupants.CURSOR, 1L);

    stop();
    start();
    commit();

    assertThat(items(Lane.CONTROL)).hasSize(1);
  }

  private void withdrawOnceBefore() throws Exception {
    desk.decide(car.grant(Purpose.CHARGING, State.YES));
    seal("charging.session", 50);
    desk.decide(car.no(Purpose.CHARGING));
    commit();
  }

  private void seal(String category, int count) throws IOException {
    Instant now = car.clocks().wall().instant();
    for (int i = 0; i < count; i++) {
      Cleared cleared =
          decider
              .collect(category, "telemetry", now)
              .pass(now, stays -> {})
              .flatMap(pass -> decider.offboard(pass, category).pass(now, stays -> {}))
              .orElseThrow();
      sealer.seal(cleared, new Signal("Vehicle.Any", "" + i));
    }
    commit();
  }

  private void commit() throws IOException {
    occupants.tell(sealer);
    assertThat(sealer.commit()).isTrue();
    while (!outbox.lost().isEmpty()) {
      assertThat(sealer.commit()).isTrue();
    }
  }

  private void deliverControl() throws IOException {
    for (PendingSegment segment : outbox.pending(Lane.CONTROL, 100)) {
      outbox.acknowledgeSegment(segment);
      for (ItemId id : segment.items()) {
        outbox.acknowledge(id);
      }
    }
  }

  private List<Item> items(Lane lane) throws IOException, WireFormatException {
    List<Item> items = new ArrayList<>();
    for (PendingSegment segment : outbox.pending(lane, Integer.MAX_VALUE)) {
      for (ItemId id : segment.items()) {
        items.add(Item.decode(outbox.item(id)));
      }
    }
    return items;
  }

  /** The categories of the data that the uplink would send now. */
  private Set<String> judgedCategories() throws IOException, WireFormatException {
    return items(Lane.TELEMETRY).stream()
        .filter(mayLeave)
        .map(Item::category)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
