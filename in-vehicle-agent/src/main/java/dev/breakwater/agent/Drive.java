package dev.breakwater.agent;

import dev.breakwater.agent.cabin.CabinVault;
import dev.breakwater.agent.capture.DriveId;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.wire.StayedInCar;
import java.time.Instant;
import java.util.List;

/**
 * The drive that is fed, and the stages its data goes to. Used by one thread.
 *
 * @param startMillis wall clock when its feeding began for the first time, Unix milliseconds
 */
record Drive(
    DriveId id,
    long startMillis,
    Decider decider,
    Sealer sealer,
    Progress progress,
    Commits commits,
    Companions companions,
    CabinVault vault) {

  /** Counts a source item that stays in the car. */
  void stays(StayedInCar statement) {
    sealer.stays(statement);
    progress.stayed(statement);
  }

  /** Counts a source item that no rule decided on. */
  void stays(StayedInCar.Fate fate, String category, String reason, Instant at) {
    stays(statement(fate, category, reason, at));
  }

  static StayedInCar statement(StayedInCar.Fate fate, String category, String reason, Instant at) {
    long millis = at.toEpochMilli();
    return new StayedInCar(fate, category, reason, List.of(), 1, millis, millis);
  }

  /** Returns the same statement about {@code count} source items. */
  static StayedInCar times(StayedInCar one, long count) {
    return new StayedInCar(
        one.fate(),
        one.category(),
        one.reason(),
        one.rules(),
        count,
        one.firstMillis(),
        one.lastMillis());
  }

  /** Returns the wall clock at a time of the drive. */
  Instant at(long millis) {
    return Instant.ofEpochMilli(startMillis + millis);
  }
}
