package dev.breakwater.agent;

import dev.breakwater.agent.capture.SignalSource;
import dev.breakwater.agent.capture.TraceLine;
import dev.breakwater.agent.capture.TraceLine.Sample;
import dev.breakwater.agent.plan.Campaigns;
import dev.breakwater.agent.plan.Permitted;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Takes the signals of a drive from their source to the seal. Used by one thread. */
final class SignalFeed {
  /** The name of the cursor, in lines; the end of the drive counts as one more. */
  static final String SOURCE = "trace";

  private final Drive drive;
  private final SignalSource source;
  private final Campaigns campaigns;
  private final Occupants occupants;
  private final long fedBefore;
  private long lines;

  /**
   * @param occupants hear every signal; what works for them takes what it needs by itself
   * @param fedBefore how many lines were fed before; the plans see them again, as what waits for a
   *     condition is in memory only, but nothing of them is sealed or counted twice
   */
  SignalFeed(
      Drive drive, SignalSource source, Campaigns campaigns, Occupants occupants, long fedBefore) {
    this.occupants = occupants;
    this.drive = drive;
    this.source = source;
    this.campaigns = campaigns;
    this.fedBefore = source.isLive() ? 0 : fedBefore;
  }

  /**
   * Feeds the lines up to a time of the drive.
   *
   * @param millis since the start of the drive
   */
  void until(long millis) throws IOException, InterruptedException {
    Optional<TraceLine> line = next(millis);
    while (line.isPresent()) {
      feed(line.get());
      passed();
      line = next(millis);
    }
  }

  private Optional<TraceLine> next(long millis) throws IOException {
    return drive.commits().isStopped() ? Optional.empty() : source.nextUntil(millis);
  }

  private void feed(TraceLine line) throws IOException {
    if (line instanceof TraceLine.Unreadable unreadable) {
      stays(Drive.statement(Fate.SKIPPED, Catalog.UNKNOWN, unreadable.reason(), drive.at(0)));
    } else if (line instanceof Sample sample) {
      feed(sample);
    }
  }

  /**
   * The way of one sample: which plans ask for it, may it be collected (both {@link
   * Campaigns#take}), may it leave, then it is sealed. What waited for the condition of a plan goes
   * with it.
   */
  private void feed(Sample sample) throws IOException {
    Instant at = drive.at(sample.millis());
    if (isFresh()) {
      drive.companions().observe(sample.signal(), at);
      occupants.hear(sample.signal(), at, drive.decider(), source.isLive());
    }
    for (Permitted.OfSignal each : campaigns.take(sample.signal(), at, this::stays)) {
      if (isFresh()) {
        leave(each);
      }
    }
  }

  private void leave(Permitted.OfSignal each) {
    drive
        .decider()
        .release(each.pass(), each.category(), each.signal())
        .pass(each.pass().at(), this::stays)
        .ifPresent(
            released -> drive.sealer().seal(each.lane(), released.cleared(), released.signal()));
  }

  private boolean isFresh() {
    return lines >= fedBefore;
  }

  private void stays(StayedInCar statement) {
    if (isFresh()) {
      drive.stays(statement);
    }
  }

  private void passed() throws IOException, InterruptedException {
    boolean fresh = isFresh();
    lines++;
    if (fresh) {
      if (!source.isLive()) {
        drive.sealer().advance(drive.id().cursor(SOURCE), lines);
      }
      drive.commits().ifDue();
    }
  }

  /** Ends the drive: what waits for a condition is given up. */
  void end() throws IOException, InterruptedException {
    campaigns.end(this::stays);
    passed();
  }
}
