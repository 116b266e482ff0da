package dev.breakwater.agent;

import dev.breakwater.agent.cabin.CabinSensor;
import dev.breakwater.agent.cabin.CabinSensors;
import dev.breakwater.agent.decide.Collected;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts for what the cabin sensors could give. Without consent none of it is opened; with
 * consent it goes into the cabin vault and no further.
 */
final class CabinFeed {
  private static final String NO_PURPOSE = "none";

  private final Drive drive;
  private final Map<String, Long> cursors;

  /**
   * @param cursors how many samples of each sensor were accounted for before
   */
  CabinFeed(Drive drive, Map<String, Long> cursors) {
    this.drive = drive;
    this.cursors = cursors;
  }

  void account(Path cabin) throws IOException {
    for (CabinSensor sensor : CabinSensors.list(cabin)) {
      String cursor = drive.id().cursor("cabin/" + sensor.name());
      long done = cursors.getOrDefault(cursor, 0L);
      if (sensor.samples() > done) {
        account(sensor, done);
        drive.sealer().advance(cursor, sensor.samples());
      }
    }
  }

  private void account(CabinSensor sensor, long done) throws IOException {
    Instant now = drive.at(0);
    long fresh = sensor.samples() - done;
    Optional<Purpose> purpose = Purpose.ofCategory(sensor.category());
    Optional<Collected> pass =
        drive
            .decider()
            .collect(sensor.category(), purpose.map(Purpose::id).orElse(NO_PURPOSE), now)
            .pass(now, one -> drive.stays(Drive.times(one, fresh)));
    if (pass.isPresent() && purpose.isPresent()) {
      long kept = keep(sensor, done, purpose.get(), pass.get());
      stays(sensor.category(), pass.get(), now, kept);
      refused(sensor.category(), now, fresh - kept);
    } else if (pass.isPresent()) {
      refused(sensor.category(), now, fresh);
    }
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
