package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.capture.Plan;
import dev.breakwater.anonymizer.gate.SafeClipWriter;
import dev.breakwater.policy.source.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the car drives on.
 *
 * @param video the exterior camera
 * @param trace recorded signals
 * @param realTime feed as fast as it was driven instead of as fast as it goes
 */
public record CaptureSection(
    Optional<Path> video, Optional<Path> trace, boolean realTime, Plan plan) {
  private static final Plan WHOLE = Plan.wholeDrive();
  private static final int MOST = SafeClipWriter.MAX_FRAMES;

  private static final Setting<Optional<Path>> VIDEO =
      Setting.optional(
          "video",
          "the exterior camera: a video, or a folder of JPEG or PNG; none: no camera",
          Quantities::path);
  private static final Setting<Optional<Path>> TRACE =
      Setting.optional(
          "trace",
          "recorded VSS signals: CSV if its name ends in .csv, else JSON lines; none: see bus",
          Quantities::path);
  private static final Setting<Boolean> REAL_TIME =
      Setting.of(
          "real-time",
          "false",
          "feed as fast as it was driven; stops the start if the anonymizer cannot keep up",
          Fields::truth);
  private static final Setting<String> SENSOR =
      Setting.of("sensor", WHOLE.sensor(), "name of the camera", Fields::id);
  private static final Setting<String> PURPOSE =
      Setting.of("purpose", WHOLE.purpose(), "what the clip is for", Fields::id);
  private static final Setting<Integer> EVERY_NTH =
      Setting.of(
          "every-nth", "1", "1 takes every frame, 2 every second one", Quantities.whole(1, MOST));
  private static final Setting<Integer> MAX_FRAMES =
      Setting.of(
          "max-frames",
          Integer.toString(WHOLE.maxFrames()),
          "frames of a clip; what follows is skipped",
          Quantities.whole(1, MOST));

  public static final Section<CaptureSection> SECTION =
      new Section<>(
          CaptureSection.class,
          "capture",
          "What the car drives on.",
          List.of(VIDEO, TRACE, REAL_TIME, SENSOR, PURPOSE, EVERY_NTH, MAX_FRAMES),
          CaptureSection::build);

  private static CaptureSection build(Values values) {
    var plan =
        new Plan(
            values.of(SENSOR), values.of(PURPOSE), values.of(EVERY_NTH), values.of(MAX_FRAMES));
    return new CaptureSection(values.of(VIDEO), values.of(TRACE), values.of(REAL_TIME), plan);
  }

  /** Returns this section, or what the command line says instead. */
  public CaptureSection or(@Nullable Path givenVideo, @Nullable Path givenTrace) {
    return new CaptureSection(
        Optional.ofNullable(givenVideo).or(() -> video),
        Optional.ofNullable(givenTrace).or(() -> trace),
        realTime,
        plan);
  }
}
