package dev.breakwater.agent.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.keys.SignedText;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A car for its next owner (PIPL Art. 47, GB/T 44464-2024 §5.7)")
class VehicleResetTest {
  private static final int KILLS = 4;

  @TempDir Path directory;
  private Path home;
  private TestCar car;

  @BeforeEach
  void drive() throws Exception {
    home = Files.createDirectories(directory.resolve("home"));
    car = new TestCar(directory);
    fill();
  }

  private void fill() throws Exception {
    car.book(home).decide(car.grant(Purpose.NAVIGATION, State.YES));
    write("consent/receipts/00000001.receipt", "MARKER");
    write("cabin-vault/driver-monitoring/key", "MARKER");
    write("cabin-vault/driver-monitoring/1-0-cabin.camera.sample", "MARKER");
    write("clip.mp4", "MARKER");
    write("of-a-later-version/track", "MARKER");
    try (var outbox = car.open(DirectoryStorage.open(home.resolve("outbox")))) {
      outbox.commit(car.commit(outbox, Lane.TELEMETRY, "MARKER"));
    }
    for (String kept : List.of("epoch", "identity/key.pem", "key-vault", "key-vault.credential")) {
      write(kept, "KEPT");
    }
    write("policy/keys.yaml", "KEPT");
    write("cabin/camera/1.raw", "sensor");
  }

  private void write(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void reset_leavesNothingOfAPersonAndWhatTheCarIsItself() throws Exception {
    VehicleReset.run(home, car.vault, car.clocks().wall());

    assertThat(names())
        .containsExactlyInAnyOrder(
            "epoch",
            "identity",
            "key-vault",
            "key-vault.credential",
            "policy",
            "cabin",
            "time",
            "reset-proofs");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file).content().doesNotContain("MARKER");
      }
    }
    assertThat(car.book(home).epoch()).isZero();
    try (var outbox = car.open(DirectoryStorage.open(home.resolve("outbox")))) {
      assertThat(outbox.backlog().isEmpty()).isTrue();
      assertThat(outbox.epoch()).isEqualTo(2);
    }
  }

  @Test
  void proof_isSignedByTheCarAndTellsWhatThereWas() throws Exception {
    Path proof = VehicleReset.run(home, car.vault, car.clocks().wall());

    SignedText signed = SignedText.read(proof);
    assertThat(signed.verifies()).isTrue();
    assertThat(signed.key()).isEqualTo(car.vault.sealPublicKey());
    ResetProof told = ResetProof.ofJson(signed.text());
    assertThat(told.erased())
        .contains(new ResetProof.Place("clip.mp4", 1, 6))
        .extracting(ResetProof.Place::name)
        .containsExactly("cabin-vault", "clip.mp4", "consent", "of-a-later-version", "outbox");
  }

  @Test
  void reset_agentIsRunning_isRefusedAndErasesNothing() throws Exception {
    try (var outbox = car.open(DirectoryStorage.open(home.resolve("outbox")))) {
      assertThatThrownBy(() -> VehicleReset.run(home, car.vault, car.clocks().wall()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process");
      assertThat(outbox.backlog().isEmpty()).isFalse();
    }
    assertThat(names()).contains("consent", "cabin-vault");
  }

  @Test
  void reset_symbolicLink_erasesTheLinkAlone() throws Exception {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "not the car's");
    Files.createSymbolicLink(home.resolve("consent/link"), elsewhere);

    VehicleReset.run(home, car.vault, car.clocks().wall());

    assertThat(elsewhere).hasContent("not the car's");
    assertThat(home.resolve("consent")).doesNotExist();
  }

  @Test
  void reset_killedAnywhere_isFinishedByTheNextRunAndProvesTheWhole() throws Exception {
    var random = new Random(7);
    for (int kill = 0; kill < KILLS; kill++) {
      fill();
      for (int i = 0; i < 150; i++) {
        write("cabin-vault/voice-control/%d-0-cabin.microphone.sample".formatted(i), "MARKER");
      }
      killedReset(random.nextInt(60));

      VehicleReset.run(home, car.vault, car.clocks().wall());

      assertThat(names()).doesNotContain("cabin-vault", "consent", "outbox", "reset-pending");
    }
  }

  @Test
  void resume_stoppedReset_isFinishedWithTheFirstInventory() throws Exception {
    var first = new ResetProof(5, 0, List.of(new ResetProof.Place("consent", 9, 99)));
    write("reset-pending", first.json());

    Path proof = VehicleReset.resume(home, car.vault, car.clocks().wall()).orElseThrow();

    ResetProof told = ResetProof.ofJson(SignedText.read(proof).text());
    assertThat(told.erased()).isEqualTo(first.erased());
    assertThat(names()).doesNotContain("consent", "reset-pending");
    assertThat(VehicleReset.resume(home, car.vault, car.clocks().wall())).isEmpty();
  }

  /** Kills a process that resets, some time after it has begun. */
  private void killedReset(int millis) throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ResettingChild.class.getName(),
                home.toString(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(child.getInputStream().read()).isEqualTo(ResettingChild.BEGUN);
    TimeUnit.MILLISECONDS.sleep(millis);
    child.destroyForcibly();
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
