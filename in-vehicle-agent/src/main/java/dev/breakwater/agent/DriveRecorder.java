package dev.breakwater.agent;

import dev.breakwater.agent.capture.SignalSource;
import dev.breakwater.agent.plan.Campaigns;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.CameraFormat;
import dev.breakwater.anonymizer.gate.TooSlowException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one drive, from its sources to the outbox: what was fed before, as the cursors say, is not
 * fed again. Used by one thread.
 *
 * <pre>
 * frames   capture → plan → decide COLLECT → anonymize → clip → decide OFFBOARD → seal → outbox
 * signals  capture → plan → decide COLLECT ───────────────────→ decide OFFBOARD → seal → outbox
 * cabin    counted, not opened without consent
 * </pre>
 */
final class DriveRecorder {
  /** How long a live source is waited for before the agent looks whether it is to stop. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** How often is told what stayed in the car while a live source is listened to. */
  private static final Duration TELLING = Duration.ofMinutes(1);

  private final AgentSettings settings;
  private final Drive drive;
  private final Anonymizer anonymizer;
  private final InstantSource clock;
  private final Map<String, Long> cursors;
  private final Campaigns campaigns;
  private final Occupants occupants;
  private final @Nullable CabinFeed cabin;

  // Whether it is known that the camera's frames can be out in time.
  private boolean rehearsed;

  // How often the camera was taken up.
  private int cameras;

  /**
   * @param cursors how far each source was fed before
   */
  DriveRecorder(
      AgentSettings settings,
      Drive drive,
      AgentParts parts,
      Occupants occupants,
      Map<String, Long> cursors) {
    this.settings = settings;
    this.drive = drive;
    this.anonymizer = parts.anonymizer();
    this.clock = parts.clocks().wall();
    this.cursors = cursors;
    this.campaigns = new Campaigns(parts.policies(), drive.decider(), clock, drive.sealer()::tell);
    this.occupants = occupants;
    this.cabin =
        settings.cabin() == null
            ? null
            : new CabinFeed(drive, settings.cabin(), occupants.functions(), cursors);
  }

  /** Feeds the rest of the drive; returns early when the agent is to stop. */
  void run() throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    lookAtCabin();
    try (SignalSource source = settings.signals().open(this::driveMillis)) {
      var signals =
          new SignalFeed(drive, source, campaigns, occupants, fed(SignalFeed.SOURCE).orElse(0));
      if (settings.camera() != null && fed(FrameFeed.SOURCE).isEmpty()) {
        feedCamera(settings.camera(), signals);
      }
      signals.until(Long.MAX_VALUE);
      listen(source, signals);
      end(source, signals);
    }
    drive.commits().now();
  }

  private void lookAtCabin() throws IOException, InterruptedException {
    if (cabin != null) {
      cabin.ifDue(clock.instant());
    }
  }

  private long driveMillis() {
    return clock.millis() - drive.startMillis();
  }

  /** Feeds what a live source gives until the agent is to stop. */
  private void listen(SignalSource source, SignalFeed signals)
      throws IOException, InterruptedException {
    long toldMillis = driveMillis();
    while (!drive.commits().isStopped() && source.awaitMore(PATIENCE)) {
      signals.until(Long.MAX_VALUE);
      lookAtCabin();
      if (driveMillis() - toldMillis >= TELLING.toMillis()) {
        drive.sealer().closeTally();
        toldMillis = driveMillis();
      }
      drive.commits().ifDue();
    }
  }

  // A recording that was stopped goes on with the next start; what is measured now does not.
  private void end(SignalSource source, SignalFeed signals)
      throws IOException, InterruptedException {
    if (source.isLive() || !drive.commits().isStopped()) {
      signals.end();
      drive.sealer().closeTally();
    }
  }

  private OptionalLong fed(String source) {
    Long position = cursors.get(drive.id().cursor(source));
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  private void feedCamera(Path file, SignalFeed signals)
      throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    try (FrameSource source = FrameSource.open(file, drive.startMillis())) {
      long settled = fed(FrameFeed.SETTLED).orElse(0);
      long frames = 0;
      Optional<Frame> frame = next(source);
      while (frames < settled && frame.isPresent()) {
        frame.get().close();
        frames++;
        frame = next(source);
      }
      while (frame.isPresent()) {
        frames = feedCamera(source, signals, frame.get(), frames);
        frame = next(source);
      }
      if (!drive.commits().isStopped()) {
        drive.sealer().advance(drive.id().cursor(FrameFeed.SOURCE), frames);
        drive.commits().now();
      }
    }
  }

  /**
   * Feeds frames as long as the same says what is recorded: plans, or nobody. When a bundle with
   * plans takes over, or one without any, what was fed is ended and another feed goes on.
   *
   * @return how many frames of the drive were fed
   */
  private long feedCamera(FrameSource source, SignalFeed signals, Frame first, long before)
      throws IOException, TooSlowException, InterruptedException {
    long frames = before;
    boolean byPlans = campaigns.areGiven();
    try (FrameFeed camera = openCamera(source, byPlans)) {
      Optional<Frame> frame = Optional.of(first);
      while (frame.isPresent()) {
        rehearse(frame.get(), source.framesPerSecond());
        signals.until(waitFor(frame.get()));
        camera.feed(frame.get());
        frames++;
        lookAtCabin();
        drive.commits().ifDue();
        frame = campaigns.areGiven() == byPlans ? next(source) : Optional.empty();
      }
      if (!drive.commits().isStopped()) {
        camera.end(frames);
      }
    }
    return frames;
  }

  /** Refuses a camera whose frames cannot be out before their deadline. */
  private void rehearse(Frame first, double framesPerSecond) throws TooSlowException {
    if (settings.realTime() && !rehearsed && !first.isDamaged()) {
      anonymizer.require(new CameraFormat(first.widthPx(), first.heightPx(), framesPerSecond));
      rehearsed = true;
    }
  }

  private FrameFeed openCamera(FrameSource source, boolean byPlans) throws IOException {
    boolean first = cameras++ == 0;
    if (!byPlans) {
      return new CameraFeed(
          drive, settings.plan(), anonymizer, settings.clipFile(), source.framesPerSecond());
    }
    var camera =
        new TriggeredCamera.Camera(
            settings.plan().sensor(), source.framesPerSecond(), anonymizer, settings.clipFile());
    // Those of an earlier feed of this run are none of this one.
    long clipsBefore = first ? cursors.getOrDefault(TriggeredCamera.clipsCursor(drive), 0L) : 0;
    return new TriggeredCamera(drive, campaigns, camera, clipsBefore);
  }

  private Optional<Frame> next(FrameSource source) {
    return drive.commits().isStopped() ? Optional.empty() : source.next();
  }

  /** Returns the time of the frame since the start of the drive, once it has come. */
  private long waitFor(Frame frame) throws InterruptedException {
    long at = frame.info().capturedAtMillis();
    if (settings.realTime()) {
      TimeUnit.MILLISECONDS.sleep(at - clock.millis());
    }
    return at - drive.startMillis();
  }
}
