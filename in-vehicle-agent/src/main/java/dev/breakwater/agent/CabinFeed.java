package dev.breakwater.agent;

import dev.breakwater.agent.cabin.CabinSensor;
import dev.breakwater.agent.cabin.CabinSensors;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Accounts for what the cabin sensors could have given; none of it is read. */
final class CabinFeed {
  private static final String PURPOSE = "cabin.monitoring";

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
      long fresh = sensor.samples() - cursors.getOrDefault(cursor, 0L);
      if (fresh > 0) {
        account(sensor.category(), fresh);
        drive.sealer().advance(cursor, sensor.samples());
      }
    }
  }

  private void account(String category, long count) {
    Instant now = drive.at(0);
    drive
        .decider()
        .collect(category, PURPOSE, now)
        .pass(now, one -> drive.stays(Drive.times(one, count)))
        .flatMap(
            collected ->
                drive
                    .decider()
                    .offboard(collected, category)
                    .pass(now, one -> drive.stays(Drive.times(one, count))))
        .ifPresent(cleared -> drive.stays(kept(category, now, count)));
  }

  // Whatever is permitted: there is no way from a cabin sensor to the seal.
  private static StayedInCar kept(String category, Instant now, long count) {
    String reason = "nothing in the car processes cabin data";
    return Drive.times(Drive.statement(Fate.KEPT, category, reason, now), count);
  }
}
