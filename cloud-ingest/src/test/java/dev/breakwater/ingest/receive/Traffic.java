package dev.breakwater.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** Cars that seal and send until they are told to stop, each record until it is acknowledged. */
final class Traffic {
  private static final int ITEMS_PER_SEGMENT = 10;
  private static final int PATIENCE_SECONDS = 180;

  private final Enrolment enrolment;
  private final int[] ports;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final List<Thread> cars = new ArrayList<>();

  /**
   * @param ports of the receivers, any of which takes what a car has
   */
  Traffic(Enrolment enrolment, int... ports) {
    this.enrolment = enrolment;
    this.ports = ports.clone();
  }

  void start(VehicleRegistry registry, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var car = new SealingCar(100 + i, System.currentTimeMillis());
      Credentials credentials = enrolment.issue(car.vehicle());
      registry.enrol(car.vehicle(), car.enrolled().sealKey(), credentials.digest());
      var thread = new Thread(() -> drive(car, credentials), "car-" + i);
      cars.add(thread);
      thread.start();
    }
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  private void drive(SealingCar car, Credentials credentials) {
    try (var way = new Way(credentials)) {
      while (running.get()) {
        List<Item> items = car.signals(ITEMS_PER_SEGMENT);
        way.deliver("s", car.seal(items).encode());
        for (Item item : items) {
          way.deliver("i", item.encode());
          acknowledged.add(item.id().toString());
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A car's way to whichever receiver answers. */
  private final class Way implements AutoCloseable {
    private final Credentials credentials;
    private int chosen;
    private VehicleClient client;

    Way(Credentials credentials) throws IOException {
      this.credentials = credentials;
      this.client = client();
    }

    private VehicleClient client() throws IOException {
      int port = ports[chosen % ports.length];
      return new VehicleClient(credentials, enrolment.authority().certificate(), port);
    }

    void deliver(String path, Bytes body) throws IOException, InterruptedException {
      long started = System.nanoTime();
      while (true) {
        var answer = client.post(path, body);
        if (answer.filter(each -> each.getCode() == ResponseCode.CHANGED).isPresent()) {
          return;
        }
        assertThat((System.nanoTime() - started) / 1_000_000_000L).isLessThan(PATIENCE_SECONDS);
        if (answer.isEmpty()) {
          client.close();
          chosen++;
          client = client();
        } else {
          Thread.sleep(200);
        }
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** Lets every car finish its segment. */
  void finish() throws InterruptedException {
    running.set(false);
    for (Thread car : cars) {
      car.join();
    }
  }
}
