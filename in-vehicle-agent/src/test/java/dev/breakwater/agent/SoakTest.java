package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.ClipManifest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long drives: the agent keeps up, and its memory stays level. */
class SoakTest {
  private static final int SIGNALS = 50;
  private static final int HERTZ = 10;

  /** How much faster than the drive the agent has to be. */
  private static final double REAL_TIME = 12;

  private static final int MAX_BACKLOG = 20_000;
  private static final int LOOK_EVERY = 1000;

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  /** How often the car is fast, for a second, in seconds. */
  private static final int FAST_EVERY = 20;

  private static final String CLIPS =
      """
      plan: fast
      purpose: incident.review
      from: 2026-11-01T00:00:00Z
      to: 2026-12-01T00:00:00Z
      priority: incident
      when: Vehicle.Speed > 60.0
      before: 2
      after: 2
      signals:
        - path: Vehicle.Speed
      cameras:
        - sensor: exterior.front
      """;

  @TempDir Path directory;
  private final CountingUplink uplink = new CountingUplink();
  private final MemoryCourse memory = new MemoryCourse(uplink);
  private TestCar car;

  // Owned by the agent's thread.
  private long asked;

  @BeforeEach
  void openCar() throws IOException {
    car = new TestCar(directory);
  }

  @Test
  void trace_twentySeconds_everySampleLeaves() throws Exception {
    driveTrace(Duration.ofSeconds(20));
  }

  @Test
  @Tag("soak")
  void trace_aDay_everySampleLeavesInTimeAndMemoryIsLevel() throws Exception {
    assertThat(driveTrace(Duration.ofDays(1))).isGreaterThan(REAL_TIME);
    memory.assertLevel();
  }

  /** Returns how many times as fast as the drive its samples were sealed and delivered. */
  private double driveTrace(Duration length) throws Exception {
    long samples = length.toSeconds() * SIGNALS * HERTZ;
    Path trace = directory.resolve("trace.csv");
    try (BufferedWriter lines = Files.newBufferedWriter(trace)) {
      lines.write("millis,path,value\n");
      for (long i = 0; i < samples; i++) {
        long millis = i / SIGNALS * (1000 / HERTZ);
        lines.write(millis + ",Vehicle.Chassis.Soak.S" + i % SIGNALS + "," + i % 1000 + "\n");
      }
    }
    memory.expect(samples);

    long begun = System.nanoTime();
    drive(Laws.builtIn(), new ScriptedDetector(Set.of(), () -> {}), null, trace);
    double seconds = (System.nanoTime() - begun) / 1e9;

    assertThat(uplink.count("vehicle.chassis")).isEqualTo(samples);
    double times = length.toSeconds() / seconds;
    memory.print(
        "%d samples in %.0f s: %.0f a second, %.1f times as fast as the drive"
            .formatted(samples, seconds, samples / seconds, times));
    return times;
  }

  @Test
  void camera_twentySeconds_makesItsClip() throws Exception {
    driveCamera(Duration.ofSeconds(20));
  }

  @Test
  @Tag("soak")
  void camera_anHour_makesItsClipsAndMemoryIsLevel() throws Exception {
    assertThat(driveCamera(Duration.ofHours(1))).isGreaterThan(HERTZ);
    memory.assertLevel();
  }

  /** Returns how many frames a second went through the gate. */
  private double driveCamera(Duration length) throws Exception {
    long frames = length.toSeconds() * HERTZ;
    Path camera = Files.createDirectories(directory.resolve("camera"));
    Path picture = drawPicture(directory.resolve("street.png"));
    for (int i = 0; i < frames; i++) {
      Files.createLink(camera.resolve("%06d.png".formatted(i)), picture);
    }
    var lines = new StringBuilder("millis,path,value\n");
    for (long i = 0; i < frames; i++) {
      boolean fast = i / HERTZ % FAST_EVERY == FAST_EVERY / 2;
      lines.append(i * 1000 / HERTZ).append(",Vehicle.Speed,").append(fast ? 61 : 50).append('\n');
    }
    Path trace = Files.writeString(directory.resolve("trace.csv"), lines);
    PoliciesInForce policies = Laws.builtIn();
    Laws.accept(policies, Laws.tarOfPlans(1, Instant.EPOCH, List.of(CLIPS)));
    // From two seconds before the fast one to two seconds after its last sample.
    long clips = length.toSeconds() / FAST_EVERY;
    long inWindows = (2 * HERTZ + HERTZ + 2 * HERTZ) * clips;
    memory.expect(inWindows);

    long begun = System.nanoTime();
    var detector = NetworkDetector.open(ModelDescriptor.shipped());
    drive(policies, detector, camera, trace);
    double seconds = (System.nanoTime() - begun) / 1e9;

    assertThat(uplink.count(ClipManifest.CATEGORY)).isEqualTo(clips);
    assertThat(uplink.count("vehicle.motion.speed")).isEqualTo(inWindows);
    memory.print("%d frames in %.0f s: %.1f a second".formatted(frames, seconds, frames / seconds));
    return frames / seconds;
  }

  private static Path drawPicture(Path file) throws IOException {
    var picture = new BufferedImage(640, 384, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    for (int x = 0; x < 640; x += 20) {
      graphics.setColor(new Color(x * 255 / 640, 120, 200 - x / 4));
      graphics.fillRect(x, 40 + x / 8, 20, 300 - x / 4);
    }
    graphics.dispose();
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  // The agent asks for every sample: the place to let the uplink keep up on the one core.
  private long bootMillis(long booted) {
    if (++asked % LOOK_EVERY == 0) {
      uplink.awaitBacklogBelow(MAX_BACKLOG);
    }
    return (System.nanoTime() - booted) / 1_000_000;
  }

  private void drive(PoliciesInForce policies, Detector detector, @Nullable Path camera, Path trace)
      throws Exception {
    long booted = System.nanoTime();
    var clocks =
        new Clocks(
            () -> START.plusNanos(System.nanoTime() - booted), () -> bootMillis(booted), "TEST");
    try (var anonymizer = new Anonymizer(detector, Profile.files())) {
      var parts =
          new AgentParts(policies, anonymizer, car.vault, uplink, clocks, new SecureRandom());
      var home = Files.createDirectories(directory.resolve("home"));
      new Agent(AgentSettings.of(home, TestCar.VEHICLE, camera, trace, null), parts).run();
    }
  }
}
