package dev.breakwater.agent;

import dev.breakwater.agent.cabin.CabinComfort;
import dev.breakwater.agent.cabin.CabinVault;
import dev.breakwater.agent.cabin.FunctionExit;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.consent.ConsentDesk;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.decide.ShownNotices;
import dev.breakwater.agent.decide.Subjects;
import dev.breakwater.agent.headunit.Departures;
import dev.breakwater.agent.headunit.HeadUnit;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.time.CloudTime;
import dev.breakwater.agent.time.TrustedTime;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the people in the car decide while the agent runs, and what follows from it. Opened when the
 * ignition is on, closed when it is off. Used by the agent's thread; the page has its own.
 */
final class Occupants implements AutoCloseable {
  /** How far the decisions were told, as a cursor of the outbox. */
  static final String CURSOR = "consent/told";

  /** ISO 8601, UTC, as VSS has it. */
  static final String GNSS_TIME = "Vehicle.CurrentLocation.Timestamp";

  private static final Logger LOG = LoggerFactory.getLogger(Occupants.class);
  private static final long TICK_MILLIS = 1000;
  private static final long SAVE_MILLIS = 60_000;

  private final ConsentSettings settings;
  private final Clocks clocks;
  private final TrustedTime time;
  private final CloudTime cloudTime;
  private final ConsentBook book;
  private final CabinVault vault;
  private final Departures departures;
  private final Subjects subjects;
  private final CabinComfort comfort;

  private @Nullable ConsentDesk desk;
  private @Nullable HeadUnit page;
  private long told;
  private long tickedMillis;
  private long savedMillis;

  private Occupants(
      ConsentSettings settings,
      Clocks clocks,
      TrustedTime time,
      CloudTime cloudTime,
      ConsentBook book,
      CabinVault vault,
      Departures departures,
      Subjects subjects) {
    this.settings = settings;
    this.clocks = clocks;
    this.time = time;
    this.cloudTime = cloudTime;
    this.book = book;
    this.vault = vault;
    this.departures = departures;
    this.subjects = subjects;
    this.comfort = new CabinComfort(vault, time);
  }

  static Occupants open(AgentSettings settings, AgentParts parts) throws IOException {
    ConsentSettings consent = settings.consent();
    Clocks clocks = parts.clocks();
    var time = TrustedTime.open(settings.timeMark(), clocks.bootMillis());
    Notices notices =
        consent.notices() == null ? Notices.example() : Notices.read(consent.notices());
    var book =
        ConsentBook.open(
            settings.consentDirectory(), parts.vault(), notices, consent.functions(), time);
    var vault =
        new CabinVault(
            settings.cabinVault(),
            parts.vault(),
            book.consents(),
            consent.cabin(),
            time,
            parts.random());
    var departures = Departures.open(settings.departuresFile(), clocks.wall());
    var subjects = Subjects.ofTrip(parts.random());
    var occupants =
        new Occupants(consent, clocks, time, parts.cloudTime(), book, vault, departures, subjects);
    occupants.observe();
    return occupants;
  }

  private void observe() {
    cloudTime.take().ifPresent(time::observe);
    if (settings.trustSystemClock()) {
      time.observe(clocks.wall().instant());
    }
  }

  /** Opens the desk: from now on decisions are taken and carried out. */
  void serve(Outbox outbox, AgentSettings home, AgentParts parts, Erasures erasures)
      throws IOException, InterruptedException {
    told = outbox.cursors().getOrDefault(CURSOR, 0L);
    if (told > book.epoch()) {
      throw new IOException(
          home.consentDirectory() + ": decisions that were sent are missing; reset the vehicle");
    }
    book.sealed(told);
    desk =
        ConsentDesk.open(
            book, home.receipts(), parts.vault(), List.of(new OutboxHolding(outbox), vault), time);
    if (settings.page() != null) {
      var told = new HeadUnit.Told(departures, comfort::average, erasures);
      page = HeadUnit.start(settings.page(), desk, told);
      LOG.info("event=head-unit-page address={}", page.address());
    }
  }

  /**
   * @throws IllegalStateException if it is not open yet
   */
  ConsentDesk desk() {
    if (desk == null) {
      throw new IllegalStateException("the desk is not open yet");
    }
    return desk;
  }

  Consents consents() {
    return book.consents();
  }

  ShownNotices notices() {
    return new ShownInCar(book);
  }

  Subjects subjects() {
    return subjects;
  }

  /** Returns the impact assessment of the purpose that data is collected for. */
  Optional<String> assessment(String category) {
    return Purpose.ofCategory(category)
        .flatMap(purpose -> Optional.ofNullable(settings.assessments().get(purpose)));
  }

  /**
   * Shows a signal to what works for the people in the car.
   *
   * @param live whether it is measured now: a recorded one does not tell the time
   */
  void hear(Signal signal, Instant at, Decider decider, boolean live) throws IOException {
    if (live && signal.path().equals(GNSS_TIME)) {
      gnssTime(signal.value()).ifPresent(time::observeOpen);
    }
    comfort.observe(signal, at, decider);
  }

  private static Optional<Instant> gnssTime(String value) {
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Returns the way out for functions of the cabin. */
  FunctionExit functions() {
    return new FunctionExit(book.consents());
  }

  CabinVault vault() {
    return vault;
  }

  /** Returns the same judgement; what may leave is counted for the people in the car. */
  Predicate<Item> counted(Predicate<Item> mayLeave) {
    return item -> {
      boolean leaves = mayLeave.test(item);
      if (leaves) {
        departures.left(item);
      }
      return leaves;
    };
  }

  /** Returns whether a decision is to be told. */
  boolean hasNews() {
    return book.epoch() > told;
  }

  /** Hands the decisions since the last call to the seal. */
  void tell(Sealer sealer) {
    for (ConsentChange change : hasNews() ? book.after(told) : List.<ConsentChange>of()) {
      sealer.seal(change);
      sealer.advance(CURSOR, change.epoch());
      told = change.epoch();
    }
  }

  /** Does what is due: hears the time, ends what is over, deletes what is too old. */
  void tick() throws IOException {
    long now = clocks.bootMillis().getAsLong();
    if (now - tickedMillis < TICK_MILLIS || desk == null) {
      return;
    }
    tickedMillis = now;
    observe();
    desk.sweep();
    vault.expire();
    if (now - savedMillis >= SAVE_MILLIS) {
      save();
      savedMillis = now;
    }
  }

  private void save() throws IOException {
    time.save();
    departures.save();
  }

  /** The ignition is off: what was granted for once is over, and its data is deleted. */
  @Override
  public void close() throws IOException {
    if (page != null) {
      page.close();
    }
    book.ignitionOff();
    if (desk != null) {
      desk.sweep();
    }
    save();
  }
}
