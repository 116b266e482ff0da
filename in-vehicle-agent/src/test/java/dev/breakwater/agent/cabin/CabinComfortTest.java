package dev.breakwater.agent.cabin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.Laws;
import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.cabin.CabinComfort.Average;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "A function in the car reads its own purpose's samples while consent stands (Art. 6(1))")
class CabinComfortTest {
  @TempDir Path home;
  private TestCar car;
  private ConsentBook book;
  private CabinVault vault;
  private Decider decider;
  private CabinComfort comfort;

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    var time = car.time(home);
    book = car.book(home, time);
    var bounds = VaultBounds.DEFAULT;
    vault =
        new CabinVault(
            home.resolve("cabin-vault"),
            car.vault,
            book.consents(),
            bounds,
            time,
            new SecureRandom());
    decider = new Decider(Laws.builtIn(), book.consents(), car.clocks().wall());
    comfort = new CabinComfort(vault, time);
  }

  private void measure(String path, String value) throws IOException {
    comfort.observe(new Signal(path, value), car.clocks().wall().instant(), decider);
  }

  private void measure(String value) throws IOException {
    measure(CabinComfort.SIGNAL, value);
  }

  @Test
  void comfort_withoutConsent_takesNothingAndWritesNothing() throws Exception {
    measure("21");

    assertThat(comfort.average()).isEmpty();
    assertThat(home.resolve("cabin-vault")).doesNotExist();
  }

  @Test
  void comfort_underConsent_averagesOneValueEveryTenSeconds_ofTheLastMinutes() throws Exception {
    book.decide(car.grant(Purpose.CABIN_COMFORT, State.IN_VEHICLE));
    measure("40");
    car.pass(CabinComfort.SPAN.plusSeconds(1));
    measure("20");
    measure("90"); // too soon
    measure("Vehicle.Cabin.Seat.Row1.DriverSide.Position", "5"); // not needed
    car.pass(Duration.ofSeconds(10));
    measure("warm");
    measure("23");

    assertThat(comfort.average()).contains(new Average(21.5, 2));
    assertThat(vault.counts(Purpose.CABIN_COMFORT)).containsOnlyKeys("cabin.signal");
  }

  @Test
  void comfort_afterAWithdrawal_readsNothing_evenBeforeAnythingIsDeleted() throws Exception {
    book.decide(car.grant(Purpose.CABIN_COMFORT, State.IN_VEHICLE));
    measure("20");
    book.decide(car.no(Purpose.CABIN_COMFORT));

    assertThat(comfort.average()).isEmpty();
    assertThat(vault.reader(Purpose.CABIN_COMFORT).read()).isEmpty();
  }

  @Test
  void comfort_afterTheEndOfTheConsent_readsNothing() throws Exception {
    book.decide(car.grant(Purpose.CABIN_COMFORT, State.IN_VEHICLE, Period.ONCE));
    measure("20");
    assertThat(comfort.average()).isPresent();
    book.ignitionOff();

    assertThat(comfort.average()).isEmpty();
  }

  @Test
  void reader_ofAnotherPurpose_seesNothing() throws Exception {
    book.decide(car.grant(Purpose.CABIN_COMFORT, State.IN_VEHICLE));
    book.decide(car.grant(Purpose.DRIVER_MONITORING, State.IN_VEHICLE));
    measure("20");

    assertThat(vault.reader(Purpose.DRIVER_MONITORING).read()).isEmpty();
  }
}
