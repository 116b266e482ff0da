package dev.breakwater.agent;

import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Collected;
import dev.breakwater.agent.seal.Tally;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.ClipFullException;
import dev.breakwater.anonymizer.gate.SafeClip;
import dev.breakwater.anonymizer.gate.SafeClipWriter;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.gate.UnvouchedException;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of a drive from the camera through the gate into one clip, and the clip to the
 * seal. Nothing of it is durable before the clip is: a crash feeds the camera from its first frame
 * again, so what stays in the car is counted only then too. Used by one thread.
 */
final class CameraFeed implements AutoCloseable {
  /** The name of the cursor, in frames. */
  static final String SOURCE = "camera";

  private static final String FRAME = "exterior.frame";

  private final Drive drive;
  private final Plan plan;
  private final Anonymizer anonymizer;
  private final Path file;
  private final SafeClipWriter clip;
  private final Tally stayed = new Tally();

  // The pass of the clip: that of its first frame.
  private @Nullable Collected collected;
  private long frames;

  CameraFeed(Drive drive, Plan plan, Anonymizer anonymizer, Path file, double framesPerSecond)
      throws IOException {
    this.drive = drive;
    this.plan = plan;
    this.anonymizer = anonymizer;
    this.file = file;
    Files.deleteIfExists(file);
    this.clip = new SafeClipWriter(file, plan.sensor(), framesPerSecond);
  }

  /** The way of one frame: is it asked for, may it be collected, does the gate let it pass. */
  void feed(Frame frame) throws IOException {
    frames++;
    drive.progress().frame();
    Instant at = Instant.ofEpochMilli(frame.info().capturedAtMillis());
    if (!plan.chooses(frame.info().index())) {
      frame.close();
      stays(Drive.statement(Fate.SKIPPED, FRAME, "the plan does not ask for the frame", at));
      return;
    }
    Optional<Collected> pass =
        drive.decider().collect(FRAME, plan.purpose(), at).pass(at, this::stays);
    if (pass.isEmpty()) {
      frame.close();
      return;
    }
    collected = collected == null ? pass.get() : collected;
    take(anonymizer.offer(frame));
  }

  private void take(List<AnonymizeResult> results) throws IOException {
    for (AnonymizeResult result : results) {
      if (result instanceof AnonymizeResult.Passed passed) {
        add(passed.frame());
      } else if (result instanceof AnonymizeResult.Withheld withheld) {
        Instant at = Instant.ofEpochMilli(withheld.info().capturedAtMillis());
        stays(Drive.statement(Fate.WITHHELD, FRAME, withheld.reason().text(), at));
      }
    }
  }

  private void add(SafeFrame frame) throws IOException {
    drive.progress().masked(frame);
    try {
      clip.add(frame);
    } catch (ClipFullException e) {
      throw new IllegalStateException("the plan asks for more frames than a clip takes", e);
    }
  }

  private void stays(StayedInCar statement) {
    stayed.add(statement);
    drive.progress().stayed(statement);
  }

  /** Ends the clip; it, what stayed in the car and the cursor become durable together. */
  void finish() throws IOException, InterruptedException {
    take(anonymizer.finish());
    if (collected != null && !clip.isEmpty()) {
      seal(collected);
    }
    stayed.counts().forEach(drive.sealer()::stays);
    drive.sealer().advance(drive.id().cursor(SOURCE), frames);
    drive.commits().now();
  }

  private void seal(Collected pass) throws IOException {
    try {
      seal(pass, clip.finish());
    } catch (UnvouchedException e) {
      stays(
          Drive.times(
              Drive.statement(
                  Fate.WITHHELD, FRAME, AnonymizeResult.Reason.NOT_VOUCHED.text(), pass.at()),
              clip.frameCount()));
    }
  }

  private void seal(Collected pass, SafeClip safe) throws IOException {
    long count = safe.manifest().frames().size();
    Optional<Cleared> manifest = clear(pass, ClipManifest.CATEGORY, count);
    Optional<Cleared> chunk = manifest.isEmpty() ? manifest : clear(pass, Chunk.CATEGORY, count);
    if (manifest.isPresent() && chunk.isPresent()) {
      drive.sealer().seal(manifest.get(), chunk.get(), safe);
    }
  }

  /** Asks whether the clip may leave; if not, its frames stay. */
  private Optional<Cleared> clear(Collected pass, String category, long count) {
    return drive
        .decider()
        .offboard(pass, category)
        .pass(pass.at(), statement -> stays(Drive.times(statement, count)));
  }

  @Override
  public void close() throws IOException {
    anonymizer.finish().forEach(CameraFeed::discard);
    clip.close();
    Files.deleteIfExists(file);
  }

  private static void discard(AnonymizeResult result) {
    if (result instanceof AnonymizeResult.Passed passed) {
      passed.frame().close();
    }
  }
}
