package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.Tombstone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A drive in three parts with savepoints between them that have something in every table of the
 * job's state. The same bytes of the car each time: a savepoint of the first part, made by an
 * earlier release, fits the topic into which a later one sends the first part again.
 */
final class SavedDrive {
  /** Outcomes of each part. */
  static final int FIRST = 7;

  static final int SECOND = 8;
  static final int THIRD = 2;
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final long WALL = Instant.parse("2026-11-27T00:00:00Z").toEpochMilli();
  private static final String WITHDRAWN = "vehicle.location";

  private final SealingCar car = new SealingCar(7, WALL);
  private final List<Item> signals = car.signals(10);
  private final SignedSegment signalSegment = car.seal(signals);
  private final List<Item> clip = car.clip(Chunk.MAX_BYTES, 1_000).items();
  private final Item lost = car.signals(1).get(0);
  private final TestCloud cloud;

  SavedDrive(TestCloud cloud) throws Exception {
    this.cloud = cloud;
    cloud.enrol(car);
  }

  /** Makes the fixture. Arguments: a scratch directory, and where the savepoint goes. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    try (var cloud = new TestCloud(root)) {
      var drive = new SavedDrive(cloud);
      drive.sendFirst();
      Files.move(drive.runUntil(root.resolve("first"), FIRST), Path.of(args[1]));
    }
    System.exit(0);
  }

  /** A gap list with something rejected, a clip that waits for a chunk, a withdrawal, a loss. */
  void sendFirst() {
    cloud.send(car, signalSegment);
    cloud.send(signals.get(0));
    cloud.send(signals.get(4));
    cloud.send(wrong());
    cloud.send(car, car.seal(clip));
    cloud.send(clip.get(0));
    cloud.send(clip.get(1));
    sendSealed(car.item(Lane.CONTROL, ConsentChange.CATEGORY, withdrawal().encode()));
    sendSealed(car.item(Lane.CONTROL, Tombstone.CATEGORY, tombstone().encode()));
  }

  private Item wrong() {
    Item right = signals.get(1);
    return new Item(
        right.id(), right.category(), "other", WALL, null, 0, List.of(), right.payload());
  }

  private static ConsentChange withdrawal() {
    return new ConsentChange(
        2,
        "fleet",
        List.of(WITHDRAWN),
        ConsentChange.State.NO,
        ConsentChange.Period.NONE,
        WALL,
        0,
        Digest.ZERO,
        "zh",
        "head-unit");
  }

  private Tombstone tombstone() {
    return new Tombstone(
        1,
        Lane.TELEMETRY,
        lost.id().number(),
        Digest.of(lost.encode()),
        lost.category(),
        "OUTBOX_FULL",
        1);
  }

  private void sendSealed(Item item) {
    cloud.send(car, car.seal(List.of(item)));
    cloud.send(item);
  }

  /** Duplicates, what was open, what was lost and comes late, what was taken back. */
  void sendSecond() {
    signals.subList(0, 9).forEach(cloud::send);
    cloud.send(wrong());
    clip.subList(0, 2).forEach(cloud::send);
    sendSealed(lost);
    Item plain = car.item(Lane.TELEMETRY, WITHDRAWN, signals.get(0).payload());
    sendSealed(
        new Item(
            plain.id(), WITHDRAWN, plain.purpose(), WALL, null, 1, List.of(), plain.payload()));
  }

  /** Duplicates, and after them what is open still. */
  void sendThird() {
    signals.forEach(cloud::send);
    clip.forEach(cloud::send);
  }

  /** Runs the job, from the state that is there, until so many outcomes are committed. */
  Path runUntil(Path checkpoints, int outcomes) throws Exception {
    Path root = cloud.directories().root();
    try (var flink = EmbeddedFlink.start(root.resolve("scratch"), 1)) {
      flink.submit(
          new JobPlan(
              AdmissionJob.NAME,
              new Checkpoints(checkpoints),
              JobTuning.embedded(INTERVAL),
              environment ->
                  AdmissionJob.define(
                      environment, cloud.settings().job(cloud.directories()), null)));
      long end = System.nanoTime() + TestCloud.LIMIT.toNanos();
      while (cloud.outcomes().size() < outcomes) {
        if (System.nanoTime() > end) {
          throw new AssertionError(outcomes + " outcomes in time, not " + cloud.outcomes());
        }
      }
      return flink.stopWithSavepoint(AdmissionJob.NAME, root.resolve("savepoints"));
    }
  }
}
