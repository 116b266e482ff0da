package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/**
 * Requests a second, in one run: Californium alone, the receiver without Kafka, the receiver with
 * it. Clients and servers share the machine. Arguments: seconds of each, clients.
 */
final class ReceiverSpeed {
  private static final int PAYLOAD_BYTES = 600;
  private static final VehicleLimits LIMITS = new VehicleLimits(1_000_000, 1 << 30, 10_000);

  private final Map<VehicleRef, VehicleRecord> registry = new ConcurrentHashMap<>();
  private final Map<VehicleRef, Credentials> vehicles = new ConcurrentHashMap<>();
  private final Enrolment enrolment;
  private final int seconds;

  private ReceiverSpeed(Path directory, int seconds, int clients) throws Exception {
    this.enrolment = new Enrolment(directory);
    this.seconds = seconds;
    for (int i = 0; i < clients; i++) {
      VehicleRef vehicle = enrolment.newVehicle();
      Credentials credentials = enrolment.issue(vehicle);
      vehicles.put(vehicle, credentials);
      registry.put(
          vehicle,
          new VehicleRecord(vehicle, Records.bytes(32), credentials.digest(), Status.ENROLLED, 0));
    }
  }

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("receiver-speed");
    var speed = new ReceiverSpeed(directory, Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    double plain = speed.plain();
    double alone = speed.receiver(new HeldRawLog(false));
    System.out.printf("Californium alone           %8.0f requests/s%n", plain);
    System.out.printf("receiver without Kafka      %8.0f requests/s%n", alone);
    System.out.printf("share                       %8.2f (aim 0.60)%n", alone / plain);
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      TopicSetup.apply(broker.bootstrapServers(), (short) 1);
      double durable = speed.receiver(KafkaRawLog.open(broker.bootstrapServers()));
      System.out.printf("receiver with Kafka         %8.0f acknowledgements/s%n", durable);
    }
    System.exit(0);
  }

  private double plain() throws Exception {
    try (var server = new PlainServer(enrolment.receiver("", 0))) {
      return measure(server.port());
    }
  }

  private double receiver(RawLog log) throws Exception {
    var parts =
        new ReceiverParts(
            vehicle -> Optional.ofNullable(registry.get(vehicle)),
            after -> Optional.empty(),
            enrolment.cipher(),
            ItemProofs.NONE,
            log);
    try (var receiver = Receiver.start(enrolment.receiver("", 0).with(LIMITS), parts)) {
      return measure(receiver.port());
    }
  }

  /** A third of the time warms up and is not counted. */
  private double measure(int port) throws Exception {
    var answered = new LongAdder();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    vehicles.forEach(
        (vehicle, credentials) -> {
          var thread = new Thread(() -> send(vehicle, credentials, port, end, answered));
          threads.add(thread);
          thread.start();
        });
    Thread.sleep(seconds * 1000L / 3);
    long counted = answered.sum();
    long from = System.nanoTime();
    Duration used = processorTime();
    for (Thread thread : threads) {
      thread.join();
    }
    double requests = answered.sum() - counted;
    double micros = processorTime().minus(used).toNanos() / 1e3 / requests;
    System.out.printf("processor time, clients and broker included: %.0f us a request%n", micros);
    return requests / ((System.nanoTime() - from) / 1e9);
  }

  /** Unlike requests a second it says something on a machine that does other work, too. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private void send(
      VehicleRef vehicle, Credentials credentials, int port, long end, LongAdder answered) {
    try (var client = new VehicleClient(credentials, enrolment.authority().certificate(), port)) {
      for (long number = 0; System.nanoTime() < end; number++) {
        var body = Records.item(vehicle, number, Records.bytes(PAYLOAD_BYTES)).encode();
        if (client
            .post("i", body)
            .filter(answer -> answer.getCode() == ResponseCode.CHANGED)
            .isPresent()) {
          answered.increment();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
