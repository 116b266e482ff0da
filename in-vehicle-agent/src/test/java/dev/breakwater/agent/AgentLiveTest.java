package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.capture.mqtt.Mosquitto;
import dev.breakwater.agent.capture.mqtt.MqttSettings;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A car that listens to a broker instead of a recording. */
class AgentLiveTest {
  private static final String SPEED = "vehicle.motion.speed";

  @TempDir Path home;
  private final CountingUplink uplink = new CountingUplink();

  @Test
  @Timeout(60)
  void agent_broker_sealsWhatComesAndStopsWhenTold() throws Exception {
    assumeTrue(Mosquitto.isInstalled());
    try (var broker = new Mosquitto(home);
        var anonymizer =
            new Anonymizer(new ScriptedDetector(Set.of(), () -> {}), Profile.files())) {
      broker.start();
      var agent = agent(broker, anonymizer);
      var run = CompletableFuture.runAsync(() -> run(agent));
      while (uplink.count(SPEED) == 0) {
        broker.publish("vss/Vehicle/Speed", "50\n");
        TimeUnit.MILLISECONDS.sleep(50);
      }

      long begun = System.nanoTime();
      agent.stop();
      run.join();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
  }

  private Agent agent(Mosquitto broker, Anonymizer anonymizer) throws Exception {
    var settings =
        new AgentSettings(
            home.resolve("agent"),
            OutboxSettings.of(TestCar.VEHICLE),
            null,
            new SignalInput.Broker(new MqttSettings(broker.address(), "vss")),
            null,
            Plan.wholeDrive(),
            false);
    var clocks = new Clocks(InstantSource.system(), () -> System.nanoTime() / 1_000_000, "SYSTEM");
    var car = new TestCar(home);
    return new Agent(
        settings,
        new AgentParts(Laws.builtIn(), anonymizer, car.vault, uplink, clocks, new SecureRandom()));
  }

  private static void run(Agent agent) {
    try {
      agent.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
