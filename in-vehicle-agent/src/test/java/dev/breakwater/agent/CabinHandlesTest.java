package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.wire.ConsentChange.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sensors are pipes: whoever opens one waits until somebody writes, and stays in {@code
 * /proc/self/fd} for all to see.
 */
@DisplayName("No handle on a cabin sensor is open (Auto Provisions Art. 6(2), GB/T 44464 §5.1.1)")
@Timeout(60)
class CabinHandlesTest {
  private static final String MARKER = "CABIN MARKER";

  @TempDir Path directory;
  private Path home;
  private Path cabin;
  private TestCar car;
  private @Nullable Exception failure;

  @BeforeEach
  void makeSensors() throws Exception {
    home = Files.createDirectories(directory.resolve("home"));
    cabin = directory.resolve("cabin");
    car = new TestCar(home);
    for (String sensor : List.of("camera", "microphone")) {
      Path sample = Files.createDirectories(cabin.resolve(sensor)).resolve("1.raw");
      assertThat(new ProcessBuilder("mkfifo", sample.toString()).start().waitFor()).isZero();
    }
  }

  @Test
  void agent_withoutConsent_opensNoSensorAndWritesNothing() throws Exception {
    drive(); // It would wait for ever if it opened one.

    assertThat(handles()).isEmpty();
    assertThat(home.resolve("cabin-vault")).doesNotExist();
    assertThat(written()).noneMatch(content -> content.contains(MARKER));
  }

  @Test
  void agent_consentToOne_opensThatOneAndClosesItAgain() throws Exception {
    car.book(home).decide(car.grant(Purpose.DRIVER_MONITORING, State.IN_VEHICLE));
    var agent = new Thread(this::driveUnchecked);
    agent.start();
    // To open both ends does not wait for the other.
    try (var sensor = new RandomAccessFile(cabin.resolve("camera/1.raw").toFile(), "rw")) {
      while (agent.isAlive() && handles().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(handles()).containsOnly(cabin.resolve("camera/1.raw").toRealPath());
      sensor.write(MARKER.getBytes(StandardCharsets.US_ASCII));
    }
    agent.join();

    assertThat(failure).isNull();
    assertThat(handles()).isEmpty();
    assertThat(home.resolve("cabin-vault/driver-monitoring")).isDirectory();
    assertThat(home.resolve("cabin-vault/voice-control")).doesNotExist();
    assertThat(written()).noneMatch(content -> content.contains(MARKER));
  }

  private void driveUnchecked() {
    try {
      drive();
    } catch (Exception e) {
      failure = e;
    }
  }

  private void drive() throws Exception {
    var settings = AgentSettings.of(home, TestCar.VEHICLE, null, null, cabin);
    try (var anonymizer =
        new Anonymizer(new ScriptedDetector(Set.of(), () -> {}), Profile.files())) {
      var parts =
          new AgentParts(
              Laws.builtIn(),
              anonymizer,
              car.vault,
              new AckingUplink(),
              car.clocks(),
              new SecureRandom());
      new Agent(settings, parts).run();
    }
  }

  /** Returns what this process has open below the cabin, but for the test's own end of a pipe. */
  private List<Path> handles() throws IOException {
    Path real = cabin.toRealPath();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path handle : all) {
        if (Files.isSymbolicLink(handle) && !isBothEnds(handle)) {
          Path target = Files.readSymbolicLink(handle);
          if (target.startsWith(real)) {
            found.add(target);
          }
        }
      }
    }
    return found;
  }

  private static boolean isBothEnds(Path handle) throws IOException {
    Path info = Path.of("/proc/self/fdinfo").resolve(handle.getFileName());
    // The last octal digit of the flags is the access mode: 2 for reading and writing.
    return Files.exists(info)
        && Files.readAllLines(info).stream().anyMatch(line -> line.matches("flags:\\s+\\d*2"));
  }

  private List<String> written() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
