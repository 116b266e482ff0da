package dev.breakwater.agent;

import dev.breakwater.agent.decide.Collected;
import dev.breakwater.agent.plan.Campaign;
import dev.breakwater.agent.plan.Campaigns;
import dev.breakwater.agent.plan.CollectionPlan;
import dev.breakwater.agent.plan.Permitted;
import dev.breakwater.agent.plan.PreTriggerRing;
import dev.breakwater.agent.plan.Rate;
import dev.breakwater.agent.seal.Tally;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.ClipFullException;
import dev.breakwater.anonymizer.gate.SafeClipWriter;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clips that collection plans ask for: one for each time that the condition of a plan
 * holds, with what was seen before. What waits for a condition has passed the gate. Each clip is
 * durable when it is sealed; a crash feeds the camera from its first frame again, and clips that
 * were sealed before are passed over. Used by one thread.
 */
final class TriggeredCamera implements FrameFeed {
  /** The most memory that waiting frames take: 20 of 1080p. */
  static final long MAX_RING_BYTES = 64L << 20;

  /** The name of the cursor, in clips. */
  private static final String CLIPS = "camera/clips";

  private final Drive drive;
  private final Campaigns campaigns;
  private final Camera camera;
  private final long clipsBefore;
  private final ClipExit exit;
  private final Tally stayed = new Tally();

  // Who asked for the frames that are in the gate, in their order.
  private final Deque<Asked> asked = new ArrayDeque<>();
  private @Nullable Following following;
  private @Nullable OpenClip clip;
  private long clips;

  /**
   * What the frames come from, and where a clip is written until it is sealed.
   *
   * @param sensor name of the camera
   */
  record Camera(String sensor, double framesPerSecond, Anonymizer anonymizer, Path file) {}

  private record Asked(Following plan, Collected pass) {}

  /** The plan that has the camera. */
  private record Following(Campaign campaign, Rate rate, PreTriggerRing<Permitted.OfFrame> ring) {}

  /**
   * @param pass of its first frame
   * @param fromMillis begin of the window it belongs to
   */
  private record OpenClip(SafeClipWriter writer, Collected pass, Campaign of, long fromMillis) {}

  /**
   * @param clipsBefore how many of the drive were sealed before
   */
  TriggeredCamera(Drive drive, Campaigns campaigns, Camera camera, long clipsBefore)
      throws IOException {
    this.drive = drive;
    this.campaigns = campaigns;
    this.camera = camera;
    this.clipsBefore = clipsBefore;
    this.exit = new ClipExit(drive, this::stays);
    Files.deleteIfExists(camera.file());
  }

  static String clipsCursor(Drive drive) {
    return drive.id().cursor(CLIPS);
  }

  /**
   * The way of one frame: which plan asks for it, may it be collected, does the gate let it pass.
   */
  @Override
  public void feed(Frame frame) throws IOException, InterruptedException {
    drive.progress().frame();
    Instant at = Instant.ofEpochMilli(frame.info().capturedAtMillis());
    Optional<Asked> wanted = ask(at);
    if (wanted.isEmpty()) {
      frame.close();
    } else {
      asked.add(wanted.get());
      take(camera.anonymizer().offer(frame));
    }
  }

  private Optional<Asked> ask(Instant at) throws IOException, InterruptedException {
    Optional<Campaign> having = campaigns.having(camera.sensor());
    if (having.isEmpty()) {
      stays(Campaigns.notAsked(CollectionPlan.FRAME, at));
      return Optional.empty();
    }
    Following plan = follow(having.get());
    if (!plan.rate().admits(at.toEpochMilli())) {
      stays(Drive.statement(Fate.SKIPPED, CollectionPlan.FRAME, "the plan asks for fewer", at));
      return Optional.empty();
    }
    return drive
        .decider()
        .collect(CollectionPlan.FRAME, having.get().plan().purpose(), at)
        .pass(at, this::stays)
        .map(pass -> new Asked(plan, pass));
  }

  private Following follow(Campaign campaign) throws IOException, InterruptedException {
    Following before = following;
    if (before != null && before.campaign() == campaign) {
      return before;
    }
    endPlan();
    double hertz = campaign.plan().maxHertzOf(camera.sensor());
    var ring = new PreTriggerRing<Permitted.OfFrame>(campaign.before(), MAX_RING_BYTES);
    var next = new Following(campaign, new Rate(hertz), ring);
    following = next;
    return next;
  }

  private void endPlan() throws IOException, InterruptedException {
    endClip();
    if (following != null) {
      drop(following.ring().takeAll(), "the condition of the plan did not hold");
    }
  }

  private void take(List<AnonymizeResult> results) throws IOException, InterruptedException {
    for (AnonymizeResult result : results) {
      Asked by = asked.remove();
      if (result instanceof AnonymizeResult.Passed passed) {
        drive.progress().masked(passed.frame());
        hold(by.plan(), new Permitted.OfFrame(by.pass(), passed.frame()));
      } else if (result instanceof AnonymizeResult.Withheld withheld) {
        stays(
            Drive.statement(
                Fate.WITHHELD, CollectionPlan.FRAME, withheld.reason().text(), by.pass().at()));
      }
    }
  }

  /** Puts a frame into the clip, or lets it wait for the condition. */
  private void hold(Following plan, Permitted.OfFrame frame)
      throws IOException, InterruptedException {
    OptionalLong from = plan.campaign().recordsFrom(frame.pass().at());
    if (clip != null && (from.isEmpty() || clip.fromMillis() != from.getAsLong())) {
      endClip();
    }
    if (from.isEmpty()) {
      drop(plan.ring().add(frame), "the condition of the plan did not hold");
      return;
    }
    drop(plan.ring().dropBefore(from.getAsLong()), "the condition of the plan did not hold");
    for (Permitted.OfFrame earlier : plan.ring().takeAll()) {
      record(plan.campaign(), earlier, from.getAsLong());
    }
    record(plan.campaign(), frame, from.getAsLong());
  }

  private void record(Campaign of, Permitted.OfFrame frame, long fromMillis) throws IOException {
    OpenClip open = clip;
    if (open == null) {
      var writer = new SafeClipWriter(camera.file(), camera.sensor(), camera.framesPerSecond());
      open = new OpenClip(writer, frame.pass(), of, fromMillis);
      clip = open;
    }
    try {
      open.writer().add(frame.frame());
    } catch (ClipFullException e) {
      drop(List.of(frame), "the clip is full");
    }
  }

  private void endClip() throws IOException, InterruptedException {
    OpenClip open = clip;
    if (open == null) {
      return;
    }
    clip = null;
    clips++;
    if (clips > clipsBefore) {
      exit.leave(open.of().plan().priority().clips(), open.pass(), open.writer());
      drive.sealer().advance(clipsCursor(drive), clips);
      drive.commits().now();
    }
    open.writer().close();
    Files.deleteIfExists(camera.file());
  }

  private void drop(List<Permitted.OfFrame> dropped, String reason) {
    for (Permitted.OfFrame each : dropped) {
      stays(Drive.statement(Fate.SKIPPED, CollectionPlan.FRAME, reason, each.pass().at()));
      each.frame().close();
    }
  }

  private void stays(StayedInCar statement) {
    stayed.add(statement);
    drive.progress().stayed(statement);
  }

  @Override
  public void end(long frames) throws IOException, InterruptedException {
    take(camera.anonymizer().finish());
    endPlan();
    stayed.counts().forEach(drive.sealer()::stays);
    // Who goes on begins behind these frames, with clips of its own.
    drive.sealer().advance(clipsCursor(drive), 0);
    drive.sealer().advance(drive.id().cursor(SETTLED), frames);
    drive.commits().now();
  }

  @Override
  public void close() throws IOException {
    camera.anonymizer().finish().forEach(TriggeredCamera::discard);
    if (following != null) {
      following.ring().takeAll().forEach(each -> each.frame().close());
    }
    if (clip != null) {
      clip.writer().close();
    }
    Files.deleteIfExists(camera.file());
  }

  private static void discard(AnonymizeResult result) {
    if (result instanceof AnonymizeResult.Passed passed) {
      passed.frame().close();
    }
  }
}
