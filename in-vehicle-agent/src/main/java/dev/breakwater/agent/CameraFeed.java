package dev.breakwater.agent;

import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.decide.Collected;
import dev.breakwater.agent.plan.CollectionPlan;
import dev.breakwater.agent.seal.Tally;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.ClipFullException;
import dev.breakwater.anonymizer.gate.SafeClipWriter;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.wire.Lane;
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
final class CameraFeed implements FrameFeed {
  private static final String FRAME = CollectionPlan.FRAME;

  private final Drive drive;
  private final Plan plan;
  private final Anonymizer anonymizer;
  private final Path file;
  private final SafeClipWriter clip;
  private final Tally stayed = new Tally();
  private final ClipExit exit;

  // The pass of the clip: that of its first frame.
  private @Nullable Collected collected;

  CameraFeed(Drive drive, Plan plan, Anonymizer anonymizer, Path file, double framesPerSecond)
      throws IOException {
    this.drive = drive;
    this.plan = plan;
    this.anonymizer = anonymizer;
    this.file = file;
    Files.deleteIfExists(file);
    this.clip = new SafeClipWriter(file, plan.sensor(), framesPerSecond);
    this.exit = new ClipExit(drive, this::stays);
  }

  /** The way of one frame: is it asked for, may it be collected, does the gate let it pass. */
  @Override
  public void feed(Frame frame) throws IOException {
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
  @Override
  public void end(long frames) throws IOException, InterruptedException {
    take(anonymizer.finish());
    if (collected != null && !clip.isEmpty()) {
      exit.leave(Lane.BULK, collected, clip);
    }
    stayed.counts().forEach(drive.sealer()::stays);
    drive.sealer().advance(drive.id().cursor(SETTLED), frames);
    drive.commits().now();
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
