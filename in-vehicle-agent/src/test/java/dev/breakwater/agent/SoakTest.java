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

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  /** Every minute the car is fast for a second. */
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

  @BeforeEach
  void openCar() throws IOException {
    car = new TestCar(directory);
  }

  @Test
  void trace_twoMinutes_everySampleLeavesInTime() throws Exception {
    driveTrace(Duration.ofMinutes(2));
  }

  @Test
  @Tag("soak")
  void trace_aDay_everySampleLeavesInTimeAndMemoryIsLevel() throws Exception {
    driveTrace(Duration.ofDays(1));
    memory.assertLevel();
  }

  private void driveTrace(Duration length) throws Exception {
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
    memory.print(
        "%d samples in %.0f s: %.0f a second, %.1f times as fast as the drive"
            .formatted(samples, seconds, samples / seconds, length.toSeconds() / seconds));
    assertThat(length.toSeconds() / seconds).isGreaterThan(REAL_TIME);
  }

  @Test
  void camera_oneMinute_makesItsClip() throws Exception {
    driveCamera(Duration.ofMinutes(1));
  }

  @Test
  @Tag("soak")
  void camera_anHour_makesItsClipsAndMemoryIsLevel() throws Exception {
    driveCamera(Duration.ofHours(1));
    memory.assertLevel();
  }

  private void driveCamera(Duration length) throws Exception {
    long frames = length.toSeconds() * HERTZ;
    Path camera = Files.createDirectories(directory.resolve("camera"));
    Path picture = drawPicture(directory.resolve("street.png"));
    for (int i = 0; i < frames; i++) {
      Files.createLink(camera.resolve("%06d.png".formatted(i)), picture);
    }
    var lines = new StringBuilder("millis,path,value\n");
    for (long i = 0; i < frames; i++) {
      boolean fast = i / HERTZ % 60 == 30;
      lines.append(i * 1000 / HERTZ).append(",Vehicle.Speed,").append(fast ? 61 : 50).append('\n');
    }
    Path trace = Files.writeString(directory.resolve("trace.csv"), lines);
    PoliciesInForce policies = Laws.builtIn();
    Laws.accept(policies, Laws.tarOfPlans(1, Instant.EPOCH, List.of(CLIPS)));
    // From two seconds before the fast one to two seconds after its last sample.
    long inWindows = (2 * HERTZ + HERTZ + 2 * HERTZ) * length.toMinutes();
    memory.expect(inWindows);

    long begun = System.nanoTime();
    var detector = NetworkDetector.open(ModelDescriptor.shipped());
    drive(policies, detector, camera, trace);
    double seconds = (System.nanoTime() - begun) / 1e9;

    assertThat(uplink.count(ClipManifest.CATEGORY)).isEqualTo(length.toMinutes());
    assertThat(uplink.count("vehicle.motion.speed")).isEqualTo(inWindows);
    memory.print("%d frames in %.0f s: %.1f a second".formatted(frames, seconds, frames / seconds));
    assertThat(frames / seconds).isGreaterThan(HERTZ);
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

  private void drive(PoliciesInForce policies, Detector detector, @Nullable Path camera, Path trace)
      throws Exception {
    long booted = System.nanoTime();
    var clocks =
        new Clocks(
            () -> START.plusNanos(System.nanoTime() - booted),
            () -> (System.nanoTime() - booted) / 1_000_000,
            "TEST");
    try (var anonymizer = new Anonymizer(detector, Profile.files())) {
      var parts =
          new AgentParts(policies, anonymizer, car.vault, uplink, clocks, new SecureRandom());
      var home = Files.createDirectories(directory.resolve("home"));
      new Agent(AgentSettings.of(home, TestCar.VEHICLE, camera, trace, null), parts).run();
    }
  }
}
