package dev.breakwater.agent.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.DeletionReceipt.Cause;
import dev.breakwater.agent.keys.SignedText;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "A withdrawal deletes, and there is a receipt (PIPL Art. 15, 47; GB/T 44464-2024 §5.7)")
class ConsentDeskTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  @TempDir Path home;
  private TestCar car;
  private Shelf shelf;
  private ConsentDesk desk;

  /** A place that holds three items of a purpose, until it is told to delete them. */
  private static final class Shelf implements Holding {
    private final Map<Purpose, Long> items = new EnumMap<>(Purpose.class);
    private final List<String> asked = new ArrayList<>();
    private boolean fails;

    @Override
    public Deleted delete(Purpose purpose, Consent now) throws IOException {
      if (fails) {
        throw new IOException("the disk is gone");
      }
      asked.add(purpose.id() + " " + now);
      Long had = now == Consent.YES ? null : items.remove(purpose);
      return had == null
          ? Deleted.NOTHING
          : new Deleted(Map.of(purpose.categories().get(0), had), List.of(DIGEST));
    }
  }

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    shelf = new Shelf();
    desk = openDesk();
    shelf.asked.clear();
  }

  private ConsentDesk openDesk() throws IOException {
    var time = car.time(home);
    return ConsentDesk.open(
        car.book(home, time), home.resolve("receipts"), car.vault, List.of(shelf), time);
  }

  @Test
  void grant_deletesNothing() throws Exception {
    assertThat(desk.decide(car.grant(Purpose.NAVIGATION, State.YES))).isEmpty();
    assertThat(desk.decide(car.grant(Purpose.NAVIGATION, State.YES, Period.ONCE))).isEmpty();

    assertThat(shelf.asked).isEmpty();
  }

  @Test
  void withdrawal_deletesAndGivesASignedReceipt() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    shelf.items.put(Purpose.NAVIGATION, 3L);

    DeletionReceipt receipt = desk.decide(car.no(Purpose.NAVIGATION)).orElseThrow();

    assertThat(shelf.items).isEmpty();
    assertThat(receipt.items()).isEqualTo(Map.of("position", 3L));
    assertThat(receipt.epoch()).isEqualTo(2);
    assertThat(receipt.cause()).isEqualTo(Cause.WITHDRAWN);
    assertThat(receipt.tombstones()).isEqualTo(Digest.of(DIGEST.value()).hex());
    SignedText signed = SignedText.read(home.resolve("receipts/00000001.receipt"));
    assertThat(signed.verifies()).isTrue();
    assertThat(signed.key()).isEqualTo(car.vault.sealPublicKey());
    assertThat(DeletionReceipt.ofJson(signed.text())).isEqualTo(receipt);
    assertThat(new SignedText(signed.text().replace("3", "2"), signed.key(), signed.signature()))
        .matches(changed -> !changed.verifies());
  }

  @Test
  void lessThanBefore_deletesWhatGoesBeyond() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));

    assertThat(desk.decide(car.grant(Purpose.NAVIGATION, State.IN_VEHICLE))).isPresent();

    assertThat(shelf.asked).containsExactly("navigation IN_VEHICLE");
  }

  @Test
  void stopAll_endsEveryGrant() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    desk.decide(car.grant(Purpose.DRIVER_MONITORING, State.IN_VEHICLE));

    List<DeletionReceipt> receipts = desk.stopAll(TestCar.NOTICE, "test");

    assertThat(receipts)
        .extracting(DeletionReceipt::purpose)
        .containsExactly("driver-monitoring", "navigation");
    for (Purpose purpose : Purpose.values()) {
      assertThat(desk.book().standing(purpose).isGranted()).isFalse();
    }
    assertThat(desk.stopAll(TestCar.NOTICE, "test")).isEmpty();
  }

  @Test
  void crashBetweenDecisionAndDeletion_isMadeGoodAtTheNextStart() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    shelf.items.put(Purpose.NAVIGATION, 3L);
    shelf.fails = true;
    assertThatThrownBy(() -> desk.decide(car.no(Purpose.NAVIGATION)))
        .isInstanceOf(IOException.class);
    assertThat(desk.book().consents().of("position.precise")).isEqualTo(Consent.NO);
    shelf.fails = false;

    desk = openDesk();

    assertThat(shelf.items).isEmpty();
    assertThat(desk.receipts()).hasSize(1);
    assertThat(desk.receipts().get(0).items()).isEqualTo(Map.of("position", 3L));
    assertThat(openDesk().receipts()).hasSize(1);
  }

  @Test
  void sweep_consentHasEnded_deletesAndGivesAReceipt() throws Exception {
    desk.decide(car.grant(Purpose.NAVIGATION, State.YES));
    shelf.items.put(Purpose.NAVIGATION, 3L);
    desk.sweep();
    assertThat(shelf.items).hasSize(1);

    car.pass(Duration.ofDays(8));
    desk.sweep();

    assertThat(shelf.items).isEmpty();
    assertThat(desk.receipts()).extracting(DeletionReceipt::cause).containsExactly(Cause.ENDED);
  }

  @Test
  void sweep_nothingChanged_asksNobody() throws Exception {
    desk.sweep();
    desk.sweep();

    assertThat(shelf.asked).isEmpty();
  }

  @Test
  void sweep_grantedAgainAndEndedAgain_deletesAgain() throws Exception {
    desk.decide(car.grant(Purpose.CHARGING, State.YES, Period.ONCE));
    desk.book().ignitionOff();
    desk.sweep();
    desk.decide(car.grant(Purpose.CHARGING, State.YES, Period.ONCE));
    shelf.items.put(Purpose.CHARGING, 1L);
    desk.book().ignitionOff();

    desk.sweep();

    assertThat(shelf.items).isEmpty();
  }

  @Test
  void receipts_overTheLimit_leaveTheNewest() throws Exception {
    for (int i = 0; i <= Receipts.MAX_KEPT; i++) {
      desk.decide(car.no(Purpose.CHARGING));
    }

    desk = openDesk();

    assertThat(desk.receipts()).hasSize(Receipts.MAX_KEPT);
    assertThat(desk.receipts().get(0).number()).isEqualTo(2);
    try (var files = Files.list(home.resolve("receipts"))) {
      assertThat(files.count()).isEqualTo(Receipts.MAX_KEPT);
    }
    assertThat(Set.copyOf(desk.receipts())).hasSize(Receipts.MAX_KEPT);
  }
}
