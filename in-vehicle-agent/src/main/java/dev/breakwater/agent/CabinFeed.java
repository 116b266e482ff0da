package dev.breakwater.agent;

import dev.breakwater.agent.cabin.CabinSample;
import dev.breakwater.agent.cabin.CabinSensor;
import dev.breakwater.agent.cabin.CabinSensors;
import dev.breakwater.agent.cabin.FunctionExit;
import dev.breakwater.agent.cabin.ReleasedExcerpt;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Collected;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.CabinExcerpt;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts for what the cabin sensors could give. Without consent none of it is opened. With
 * consent it goes into the cabin vault and no further; only a function that the closed list has may
 * send, under its own consent, and keeps nothing.
 */
final class CabinFeed {
  /** How often it is looked whether the sensors have more. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final String NO_PURPOSE = "none";

  private final Drive drive;
  private final Path cabin;
  private final FunctionExit exit;

  // How many samples of each sensor are accounted for, and when it was looked last.
  private final Map<String, Long> cursors;
  private Instant looked = Instant.MIN;

  /**
   * @param cabin directory with one directory for each sensor
   * @param cursors how many samples of each sensor were accounted for before
   */
  CabinFeed(Drive drive, Path cabin, FunctionExit exit, Map<String, Long> cursors) {
    this.drive = drive;
    this.cabin = cabin;
    this.exit = exit;
    this.cursors = new HashMap<>(cursors);
  }

  /** Accounts for what has come since the last time, if that is long enough ago. */
  void ifDue(Instant now) throws IOException, InterruptedException {
    if (looked.equals(Instant.MIN) || !now.isBefore(looked.plus(INTERVAL))) {
      looked = now;
      account(now);
    }
  }

  private void account(Instant now) throws IOException, InterruptedException {
    for (CabinSensor sensor : CabinSensors.list(cabin)) {
      long done = cursors.getOrDefault(cursor(sensor), 0L);
      if (sensor.samples() > done) {
        account(sensor, done, now);
        advance(sensor, sensor.samples());
      }
    }
  }

  private String cursor(CabinSensor sensor) {
    return drive.id().cursor("cabin/" + sensor.name());
  }

  private void advance(CabinSensor sensor, long samples) {
    drive.sealer().advance(cursor(sensor), samples);
    cursors.put(cursor(sensor), samples);
  }

  private void account(CabinSensor sensor, long done, Instant now)
      throws IOException, InterruptedException {
    long fresh = sensor.samples() - done;
    Optional<Purpose> purpose = Purpose.ofCategory(sensor.category());
    Optional<Collected> pass =
        drive
            .decider()
            .collect(sensor.category(), purpose.map(Purpose::id).orElse(NO_PURPOSE), now)
            .pass(now, one -> drive.stays(Drive.times(one, fresh)));
    if (pass.isEmpty()) {
      return;
    }
    if (purpose.isEmpty()) {
      refused(sensor.category(), now, fresh);
    } else if (FunctionExit.isFunction(purpose.get())) {
      send(sensor, done, purpose.get(), pass.get());
    } else {
      long kept = keep(sensor, done, purpose.get(), pass.get());
      stays(sensor.category(), pass.get(), now, kept);
      refused(sensor.category(), now, fresh - kept);
    }
  }

  /** Sends what the function may; a sensor of which nothing may leave is not opened. */
  private void send(CabinSensor sensor, long done, Purpose purpose, Collected pass)
      throws IOException, InterruptedException {
    Instant at = pass.at();
    long fresh = sensor.samples() - done;
    Optional<Cleared> cleared =
        drive
            .decider()
            .offboard(pass, sensor.category())
            .pass(at, one -> drive.stays(Drive.times(one, fresh)));
    if (cleared.isEmpty()) {
      return;
    }
    long next = done;
    while (next < sensor.samples() && exit.isOpen(purpose)) {
      send(sensor.read(Math.toIntExact(next), pass), purpose, cleared.get());
      next++;
      advance(sensor, next);
      drive.commits().ifDue();
    }
    refused(sensor.category(), at, sensor.samples() - next);
  }

  private void send(CabinSample sample, Purpose purpose, Cleared cleared) {
    Instant at = cleared.capturedAt();
    if (sample.content().length() > CabinExcerpt.MAX_CONTENT_BYTES) {
      tell(Fate.KEPT, sample.category(), "larger than a function sends at once", at, 1);
      return;
    }
    Optional<ReleasedExcerpt> released = exit.release(purpose, sample, cleared);
    released.ifPresentOrElse(drive.sealer()::seal, () -> refused(sample.category(), at, 1));
  }

  /** Returns how many samples the vault took before the consent ended. */
  private long keep(CabinSensor sensor, long done, Purpose purpose, Collected pass)
      throws IOException {
    long next = done;
    while (next < sensor.samples()
        && drive.vault().takes(sensor.category())
        && drive.vault().keep(purpose, sensor.read(Math.toIntExact(next), pass))) {
      next++;
    }
    return next - done;
  }

  // Whatever is permitted: there is no way from a cabin sensor to the seal.
  private void stays(String category, Collected pass, Instant now, long kept) {
    if (kept > 0) {
      drive
          .decider()
          .offboard(pass, category)
          .pass(now, one -> drive.stays(Drive.times(one, kept)))
          .ifPresent(cleared -> tell(Fate.KEPT, category, "cabin data has no way out", now, kept));
    }
  }

  private void refused(String category, Instant now, long count) {
    if (count > 0) {
      tell(Fate.REFUSED, category, "no purpose in the car has a consent for it", now, count);
    }
  }

  private void tell(Fate fate, String category, String reason, Instant now, long count) {
    StayedInCar one = Drive.statement(fate, category, reason, now);
    drive.stays(Drive.times(one, count));
  }
}
