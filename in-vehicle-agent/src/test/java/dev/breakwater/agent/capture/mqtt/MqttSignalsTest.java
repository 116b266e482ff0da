package dev.breakwater.agent.capture.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.agent.capture.TraceLine;
import dev.breakwater.agent.capture.TraceLine.Sample;
import dev.breakwater.agent.capture.TraceLine.Unreadable;
import dev.breakwater.wire.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MqttSignalsTest {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  @TempDir Path home;

  @BeforeEach
  void requireBroker() {
    assumeTrue(Mosquitto.isInstalled());
  }

  @Test
  void broker_messages_comeAsSamplesInTheirOrder() throws Exception {
    try (var broker = new Mosquitto(home)) {
      broker.start();
      try (var signals = listen(broker)) {
        broker.publish("vss/Vehicle/Speed", "1\n{\"value\": 2}\n{\n");
        broker.publish("other/Vehicle/Speed", "9\n");
        broker.publish("vss/Vehicle/Odd/", "3\n");

        assertThat(take(signals, 4))
            .containsExactly(
                new Sample(7, new Signal("Vehicle.Speed", "1")),
                new Sample(7, new Signal("Vehicle.Speed", "2")),
                new Unreadable("the message is not JSON"),
                new Unreadable("the topic names no signal"));
      }
    }
  }

  @Test
  void broker_away_isConnectedAgainWhenItIsBack() throws Exception {
    try (var broker = new Mosquitto(home);
        var signals = started(broker)) {
      assertThat(signals.awaitMore(PATIENCE)).isTrue();
      assertThat(signals.nextUntil(0)).isEmpty();
      broker.start();
      publishUntilHeard(broker, signals, "1");
      broker.stop();
      broker.start();
      publishUntilHeard(broker, signals, "2");
    }
  }

  @Test
  void messages_moreThanWait_areCountedAndMemoryIsBounded() throws Exception {
    try (var broker = new Mosquitto(home)) {
      broker.start();
      try (var signals = listen(broker)) {
        int sent = MqttSignals.MAX_WAITING + 500;
        String lines =
            IntStream.range(0, sent).mapToObj(i -> i + "\n").collect(Collectors.joining());
        broker.publish("vss/Vehicle/Speed", lines);
        broker.publish("vss/Vehicle/Speed", "last\n");
        TimeUnit.MILLISECONDS.sleep(500);

        List<TraceLine> all = take(signals, sent + 1);
        assertThat(all.stream().filter(Sample.class::isInstance).count())
            .isEqualTo(MqttSignals.MAX_WAITING);
        assertThat(all).contains(new Unreadable("more came than was taken"));
      }
    }
  }

  @Test
  void message_overThePacketLimit_isNotSentByTheBrokerAndTheNextIs() throws Exception {
    try (var broker = new Mosquitto(home)) {
      broker.start();
      try (var signals = listen(broker)) {
        broker.publish("vss/Vehicle/Speed", "1".repeat(100_000) + "\n2\n");

        assertThat(take(signals, 1))
            .containsExactly(new Sample(7, new Signal("Vehicle.Speed", "2")));
      }
    }
  }

  @Test
  void close_whileTheBrokerIsAway_returnsAtOnce() throws Exception {
    var signals = started(new Mosquitto(home));
    TimeUnit.MILLISECONDS.sleep(200);
    long begun = System.nanoTime();
    signals.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
  }

  private static MqttSignals started(Mosquitto broker) {
    return MqttSignals.start(new MqttSettings(broker.address(), "vss"), () -> 7);
  }

  /** Returns when what is published arrives. */
  private MqttSignals listen(Mosquitto broker) throws Exception {
    MqttSignals signals = started(broker);
    publishUntilHeard(broker, signals, "0");
    return signals;
  }

  private static void publishUntilHeard(Mosquitto broker, MqttSignals signals, String mark)
      throws Exception {
    Optional<TraceLine> heard = Optional.empty();
    while (heard.isEmpty()) {
      broker.publish("vss/Vehicle/Mark", mark + "\n");
      signals.awaitMore(PATIENCE);
      heard = signals.nextUntil(0);
    }
    assertThat(heard).contains(new Sample(7, new Signal("Vehicle.Mark", mark)));
    // Marks that were heard late.
    while (signals.awaitMore(PATIENCE) && signals.nextUntil(0).isPresent()) {}
  }

  private static List<TraceLine> take(MqttSignals signals, int count) throws Exception {
    List<TraceLine> all = new ArrayList<>();
    while (all.size() < count) {
      signals.awaitMore(PATIENCE);
      signals.nextUntil(0).ifPresent(all::add);
    }
    return all;
  }
}
