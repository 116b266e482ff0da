package dev.breakwater.ingest.receive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker runs in a process of its own and gets SIGKILL while vehicles deliver. */
final class BrokerKilledTest {
  private static final int VEHICLES = 3;
  private static final int ACKNOWLEDGED_BETWEEN_KILLS = 50;
  private static final long PAUSE_MILLIS = 50;

  @TempDir private Path directory;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger postponed = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean(true);

  /** What ended a car. */
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private Enrolment enrolment;

  @BeforeEach
  void start() throws Exception {
    enrolment = new Enrolment(directory);
  }

  @Test
  void brokerKilledThreeTimes_everyAcknowledgedItemIsInKafka() throws Exception {
    deliverWhileKilling(3);
  }

  @Test
  @Tag("soak")
  void brokerKilledTwentyTimes_everyAcknowledgedItemIsInKafka() throws Exception {
    deliverWhileKilling(20);
  }

  private void deliverWhileKilling(int kills) throws Exception {
    var broker = startBroker();
    String address = broker.told();
    try (var registry = new VehicleRegistry(address, InstantSource.system())) {
      Thread[] cars = new Thread[VEHICLES];
      for (int i = 0; i < VEHICLES; i++) {
        VehicleRef vehicle = enrolment.newVehicle();
        Credentials credentials = enrolment.enrol(vehicle, registry);
        cars[i] = new Thread(() -> deliver(vehicle, credentials));
      }
      try (var known = KnownVehicles.open(address, Duration.ofSeconds(20));
          var receiver =
              Receiver.start(
                  enrolment.receiver(address, 0),
                  known,
                  PublishedBundles.none(),
                  enrolment.cipher())) {
        port = receiver.port();
        for (Thread car : cars) {
          car.start();
        }
        for (int i = 0; i < kills; i++) {
          awaitMoreAcknowledgements();
          broker.kill();
          if (i == 0) {
            awaitPostponement();
          }
          broker = startBroker();
          assertThat(broker.told()).isEqualTo(address);
        }
        awaitMoreAcknowledgements();
        running.set(false);
        for (Thread car : cars) {
          car.join();
        }
        assertCarsDrive();
      }
      assertThat(itemsIn(address)).containsAll(acknowledged);
    } finally {
      running.set(false);
      broker.close();
    }
  }

  private ChildJvm startBroker() throws IOException {
    return ChildJvm.start(
        BrokerMain.class, directory.resolve("broker.log"), directory.resolve("kafka").toString());
  }

  /** Set before the cars start. */
  private int port;

  private void deliver(VehicleRef vehicle, Credentials credentials) {
    try (var client = new VehicleClient(credentials, enrolment.authority().certificate(), port)) {
      for (long number = 0; running.get(); ) {
        Item item = Records.item(vehicle, number, Records.bytes(200));
        var answer = client.post("i?u=" + number, item.encode());
        if (answer.filter(a -> a.getCode() == ResponseCode.CHANGED).isPresent()) {
          acknowledged.add(item.id().toString());
          number++;
        } else {
          answer.ifPresent(BrokerKilledTest::assertPostpones);
          postponed.incrementAndGet();
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException | IOException | RuntimeException | AssertionError e) {
      failure.compareAndSet(null, e);
    }
  }

  private void assertCarsDrive() {
    assertThat(failure.get()).isNull();
  }

  private static void assertPostpones(Response answer) {
    // A car that repeats sooner than it is told may hear that it asks too often.
    assertThat(answer.getCode())
        .isIn(ResponseCode.SERVICE_UNAVAILABLE, ResponseCode.TOO_MANY_REQUESTS);
    assertThat(answer.getOptions().getMaxAge()).isPositive();
  }

  private void awaitMoreAcknowledgements() throws InterruptedException {
    int enough = acknowledged.size() + ACKNOWLEDGED_BETWEEN_KILLS;
    while (acknowledged.size() < enough) {
      assertCarsDrive();
      Thread.sleep(5);
    }
  }

  /** Nothing is acknowledged while there is no broker; the cars are told so. */
  private void awaitPostponement() throws InterruptedException {
    int before = postponed.get();
    while (postponed.get() == before) {
      assertCarsDrive();
      Thread.sleep(5);
    }
  }

  private static Set<String> itemsIn(String bootstrapServers) throws Exception {
    Set<String> items = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record : RawTopic.read(bootstrapServers)) {
      items.add(requireNonNull(RawTopic.decode(record).label()).id().toString());
    }
    return items;
  }
}
