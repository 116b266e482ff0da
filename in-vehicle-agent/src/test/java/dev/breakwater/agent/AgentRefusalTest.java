package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.wire.Item;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What the agent refuses before it starts")
class AgentRefusalTest {
  @TempDir Path home;
  private final Map<String, Item> received = new TreeMap<>();

  @Test
  void agent_detectorSlowerThanTheCamera_isRefusedBeforeAFrameIsFed() throws Exception {
    var slow = new ScriptedDetector(Set.of(), AgentRefusalTest::takeAWhile);
    try (var anonymizer = new Anonymizer(slow, Profile.camera())) {
      Agent agent = agentAtTheCamerasPace(anonymizer);
      assertThatThrownBy(agent::run)
          .isInstanceOf(TooSlowException.class)
          .hasMessageContaining("busy");
    }
    assertThat(received).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Redaction.class)
  @DisplayName("GB/T 44464-2024 5.6.2: only covers that hide leave a car")
  void agent_anyRedaction_takesSolidAndMosaicAlone(Redaction redaction) throws Exception {
    Profile profile = Profile.files().withRedaction(redaction);
    try (var anonymizer = new Anonymizer(new ScriptedDetector(Set.of(), () -> {}), profile)) {
      if (redaction == Redaction.SOLID || redaction == Redaction.MOSAIC) {
        assertThat(parts(anonymizer).anonymizer()).isSameAs(anonymizer);
      } else {
        assertThatThrownBy(() -> parts(anonymizer))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(redaction.name());
      }
    }
  }

  /** A park alone may end at once: somebody else's permit is left on the thread. */
  private static void takeAWhile() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(150);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private Agent agentAtTheCamerasPace(Anonymizer anonymizer) throws Exception {
    Path camera = Files.createDirectories(home.resolve("camera"));
    var picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(picture, "png", camera.resolve("0.png").toFile());
    var settings =
        new AgentSettings(
            home.resolve("agent"),
            OutboxSettings.of(TestCar.VEHICLE),
            camera,
            new SignalInput.None(),
            null,
            Plan.wholeDrive(),
            true);
    return new Agent(settings, parts(anonymizer));
  }

  private AgentParts parts(Anonymizer anonymizer) throws Exception {
    var car = new TestCar(home);
    return new AgentParts(
        Laws.builtIn(),
        anonymizer,
        car.vault,
        new AckingUplink(received),
        car.clocks(),
        new SecureRandom());
  }
}
