package dev.breakwater.agent;

import dev.breakwater.agent.capture.SignalTrace;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.CameraFormat;
import dev.breakwater.anonymizer.gate.TooSlowException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Feeds one drive, from its sources to the outbox: what was fed before, as the cursors say, is not
 * fed again. Used by one thread.
 *
 * <pre>
 * frames   capture → decide COLLECT → anonymize → clip → decide OFFBOARD → seal → outbox
 * signals  capture → decide COLLECT ───────────────────→ decide OFFBOARD → seal → outbox
 * cabin    counted, never opened
 * </pre>
 */
final class DriveRecorder {
  private final AgentSettings settings;
  private final Drive drive;
  private final Anonymizer anonymizer;
  private final InstantSource clock;
  private final Map<String, Long> cursors;

  // Whether it is known that the camera's frames can be out in time.
  private boolean rehearsed;

  /**
   * @param cursors how far each source was fed before
   */
  DriveRecorder(AgentSettings settings, Drive drive, AgentParts parts, Map<String, Long> cursors) {
    this.settings = settings;
    this.drive = drive;
    this.anonymizer = parts.anonymizer();
    this.clock = parts.clocks().wall();
    this.cursors = cursors;
  }

  /** Feeds the rest of the drive; returns early when the agent is to stop. */
  void run() throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    if (settings.cabin() != null) {
      new CabinFeed(drive, cursors).account(settings.cabin());
    }
    try (SignalTrace trace = openTrace()) {
      var signals = new SignalFeed(drive, trace, fed(SignalFeed.SOURCE).orElse(0));
      if (settings.camera() != null && fed(CameraFeed.SOURCE).isEmpty()) {
        feedCamera(settings.camera(), signals);
      }
      signals.until(Long.MAX_VALUE);
    }
    if (!drive.commits().isStopped()) {
      drive.sealer().closeTally();
    }
    drive.commits().now();
  }

  private SignalTrace openTrace() throws IOException {
    Path trace = settings.trace();
    return trace == null ? SignalTrace.empty() : SignalTrace.open(trace);
  }

  private OptionalLong fed(String source) {
    Long position = cursors.get(drive.id().cursor(source));
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  private void feedCamera(Path file, SignalFeed signals)
      throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    try (FrameSource source = FrameSource.open(file, drive.startMillis());
        CameraFeed camera = openCamera(source)) {
      Optional<Frame> frame = next(source);
      while (frame.isPresent()) {
        rehearse(frame.get(), source.framesPerSecond());
        signals.until(waitFor(frame.get()));
        camera.feed(frame.get());
        drive.commits().ifDue();
        frame = next(source);
      }
      if (!drive.commits().isStopped()) {
        camera.finish();
      }
    }
  }

  /** Refuses a camera whose frames cannot be out before their deadline. */
  private void rehearse(Frame first, double framesPerSecond) throws TooSlowException {
    if (settings.realTime() && !rehearsed && !first.isDamaged()) {
      anonymizer.require(new CameraFormat(first.widthPx(), first.heightPx(), framesPerSecond));
      rehearsed = true;
    }
  }

  private CameraFeed openCamera(FrameSource source) throws IOException {
    return new CameraFeed(
        drive, settings.plan(), anonymizer, settings.clipFile(), source.framesPerSecond());
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
