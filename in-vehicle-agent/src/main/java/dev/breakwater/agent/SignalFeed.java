package dev.breakwater.agent;

import dev.breakwater.agent.capture.SignalTrace;
import dev.breakwater.agent.capture.TraceLine;
import dev.breakwater.agent.capture.TraceLine.Sample;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Takes the signals of a drive from the trace to the seal. Used by one thread. */
final class SignalFeed {
  /** The name of the cursor, in lines. */
  static final String SOURCE = "trace";

  private static final String PURPOSE = "fleet.telemetry";

  private final Drive drive;
  private final SignalTrace trace;
  private long lines;

  /**
   * @param lines how many were fed before; they are passed over
   */
  SignalFeed(Drive drive, SignalTrace trace, long lines) throws IOException {
    this.drive = drive;
    this.trace = trace;
    this.lines = lines;
    trace.skip(lines);
  }

  /**
   * Feeds the lines up to a time of the drive.
   *
   * @param millis since the start of the drive
   */
  void until(long millis) throws IOException, InterruptedException {
    var line = trace.nextUntil(millis);
    while (line.isPresent()) {
      feed(line.get());
      drive.sealer().advance(drive.id().cursor(SOURCE), ++lines);
      drive.commits().ifDue();
      line = drive.commits().isStopped() ? Optional.empty() : trace.nextUntil(millis);
    }
  }

  private void feed(TraceLine line) {
    if (line instanceof TraceLine.Unreadable unreadable) {
      drive.stays(Fate.SKIPPED, Catalog.UNKNOWN, unreadable.reason(), drive.at(0));
    } else if (line instanceof Sample sample) {
      feed(sample);
    }
  }

  /** The way of one sample: may it be collected, may it leave, then it is sealed. */
  private void feed(Sample sample) {
    Instant at = drive.at(sample.millis());
    drive.companions().observe(sample.signal(), at);
    String category = drive.decider().categoryOf(sample.signal().path(), at);
    drive
        .decider()
        .collect(category, PURPOSE, at)
        .pass(at, drive::stays)
        .flatMap(
            collected ->
                drive
                    .decider()
                    .release(collected, category, sample.signal())
                    .pass(at, drive::stays))
        .ifPresent(released -> drive.sealer().seal(released.cleared(), released.signal()));
  }
}
