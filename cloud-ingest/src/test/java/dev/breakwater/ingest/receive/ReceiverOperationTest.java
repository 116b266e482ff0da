package dev.breakwater.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.broker.FreePorts;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a receiver is stopped, renewed, held within limits and joined by others; without Kafka. */
final class ReceiverOperationTest {
  private static final Bytes PAYLOAD = Records.bytes(100);

  @TempDir Path directory;

  private final HeldRawLog log = new HeldRawLog();
  private final Map<VehicleRef, VehicleRecord> registry = new ConcurrentHashMap<>();
  private Enrolment enrolment;
  private VehicleRef car;
  private Credentials carCredentials;
  private long number;

  @BeforeEach
  void enrol() throws Exception {
    enrolment = new Enrolment(directory);
    car = enrolment.newVehicle();
    carCredentials = enrolment.issue(car);
    register(car, carCredentials, Status.ENROLLED);
  }

  @Test
  void stopInOrder_connectionGoesOnWithTheNextReceiver() throws Exception {
    Path saved = directory.resolve("run/connections");
    int port = FreePorts.udp();
    try (var client = client(carCredentials, port)) {
      Long shookHands;
      try (var receiver = start(settings(port).keepingConnectionsIn(saved))) {
        shookHands = VehicleClient.handshakeMillis(client.post("i", item(car)).orElseThrow());
        assertThat(receiver.progress().connections()).isEqualTo(1);
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
          .isEqualTo("rw-------");
      try (var receiver = start(settings(port).keepingConnectionsIn(saved))) {
        assertThat(saved).as("deleted before it is used").doesNotExist();
        Response answer = client.post("i", item(car)).orElseThrow();
        assertThat(answer.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(VehicleClient.handshakeMillis(answer)).isEqualTo(shookHands);
        assertThat(receiver.progress().connections()).isEqualTo(1);
      }
    }
    assertThat(log.size()).isEqualTo(2);
  }

  @Test
  void savedConnections_damaged_areNotUsedAndNotKept() throws Exception {
    Path saved = directory.resolve("connections");
    int port = FreePorts.udp();
    Files.writeString(saved, "no connections");
    try (var receiver = start(settings(port).keepingConnectionsIn(saved));
        var client = client(carCredentials, port)) {
      assertThat(saved).doesNotExist();
      assertThat(post(client)).isEqualTo(ResponseCode.CHANGED);
      assertThat(receiver.progress().connections()).isEqualTo(1);
    }
  }

  @Test
  void stop_answersWhatItHasTakenFirst() throws Exception {
    int port = FreePorts.udp();
    log.hold();
    var receiver = start(settings(port));
    try (var client = client(carCredentials, port)) {
      var answer = inBackground(() -> post(client));
      while (log.held() == 0) {
        Thread.sleep(5);
      }
      var stop = inBackground(() -> closed(receiver));
      log.release();
      assertThat(answer.get()).isEqualTo(ResponseCode.CHANGED);
      stop.get();
    }
  }

  @Test
  void credentialsReplaced_newVehiclesSeeTheNewOnesAndOldConnectionsGoOn() throws Exception {
    var successor = new Enrolment(directory.resolve("successor"));
    VehicleRef next = successor.newVehicle();
    Credentials nextCredentials = successor.issue(next);
    register(next, nextCredentials, Status.ENROLLED);
    var old = enrolment.authority().certificate();
    int port = FreePorts.udp();
    try (var receiver = start(settings(port));
        var client = client(carCredentials, port);
        var early = new VehicleClient(nextCredentials, successor.authority().certificate(), port)) {
      assertThat(post(client)).isEqualTo(ResponseCode.CHANGED);
      assertThat(early.post("i", item(next))).as("of an authority not trusted yet").isEmpty();

      receiver.replace(
          successor.receiver("", 0).credentials(),
          List.of(old, successor.authority().certificate()));

      assertThat(post(client)).isEqualTo(ResponseCode.CHANGED);
      try (var renewed =
          new VehicleClient(nextCredentials, successor.authority().certificate(), port)) {
        assertThat(renewed.post("i", item(next)).orElseThrow().getCode())
            .isEqualTo(ResponseCode.CHANGED);
      }
      assertThatThrownBy(() -> receiver.replace(carCredentials, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("vehicles need an authority");
    }
  }

  @Test
  void vehicleBeyondItsRate_isToldWhenToComeBackAndOthersAreNot() throws Exception {
    VehicleRef other = enrolment.newVehicle();
    Credentials others = enrolment.issue(other);
    register(other, others, Status.ENROLLED);
    int port = FreePorts.udp();
    try (var receiver = start(settings(port).with(new VehicleLimits(1, 1 << 20, 8)));
        var client = client(carCredentials, port);
        var neighbour = client(others, port)) {
      Response slowed = client.post("i", item(car)).orElseThrow();
      for (int i = 0; i < 50 && slowed.getCode() == ResponseCode.CHANGED; i++) {
        slowed = client.post("i", item(car)).orElseThrow();
      }
      assertThat(slowed.getCode()).isEqualTo(ResponseCode.TOO_MANY_REQUESTS);
      assertThat(slowed.getOptions().getMaxAge()).isBetween(1L, 2L);
      assertThat(neighbour.post("i", item(other)).orElseThrow().getCode())
          .isEqualTo(ResponseCode.CHANGED);
      assertThat(receiver.progress().slowed()).isEqualTo(1);
    }
  }

  @Test
  void vehicleWithItsShareInFlight_isPostponed() throws Exception {
    int port = FreePorts.udp();
    log.hold();
    try (var receiver = start(settings(port).with(new VehicleLimits(100, 1 << 20, 1)));
        var client = client(carCredentials, port)) {
      var first = inBackground(() -> post(client));
      while (log.held() == 0) {
        Thread.sleep(5);
      }
      Response postponed = client.post("i", item(car)).orElseThrow();
      assertThat(postponed.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
      assertThat(postponed.getOptions().getMaxAge()).isPositive();
      log.release();
      assertThat(first.get()).isEqualTo(ResponseCode.CHANGED);
      assertThat(receiver.progress().postponed()).isEqualTo(1);
    }
  }

  @Test
  void receiversBehindOneAddress_connectionGoesOnWhereverItsDatagramsArrive() throws Exception {
    var inner = Map.of(1, loopback(FreePorts.udp()), 2, loopback(FreePorts.udp()));
    try (var first = start(settings(0).among(new ReceiverNodes(1, inner)));
        var second = start(settings(0).among(new ReceiverNodes(2, inner)));
        var address = new Switch(first.port());
        var client = client(carCredentials, address.port())) {
      assertThat(post(client)).isEqualTo(ResponseCode.CHANGED);
      address.turnTo(second.port());
      for (int i = 0; i < 3; i++) {
        assertThat(post(client)).isEqualTo(ResponseCode.CHANGED);
      }
      assertThat(first.progress().committed()).isEqualTo(4);
      assertThat(second.progress().connections()).as("handshakes").isZero();
      address.turnTo(first.port());
      assertThat(post(client)).isEqualTo(ResponseCode.CHANGED);
    }
  }

  private Receiver start(ReceiverSettings settings) throws IOException {
    return Receiver.start(
        settings,
        new ReceiverParts(
            vehicle -> Optional.ofNullable(registry.get(vehicle)),
            after -> Optional.empty(),
            enrolment.cipher(),
            ItemProofs.NONE,
            log));
  }

  private ReceiverSettings settings(int port) {
    return enrolment.receiver("", port);
  }

  private void register(VehicleRef vehicle, Credentials credentials, Status status) {
    registry.put(
        vehicle, new VehicleRecord(vehicle, Records.bytes(32), credentials.digest(), status, 0));
  }

  private VehicleClient client(Credentials credentials, int port) throws IOException {
    return new VehicleClient(credentials, enrolment.authority().certificate(), port);
  }

  private Bytes item(VehicleRef vehicle) {
    return Records.item(vehicle, number++, PAYLOAD).encode();
  }

  private ResponseCode post(VehicleClient client) throws Exception {
    return client.post("i?u=" + number, item(car)).orElseThrow().getCode();
  }

  private static boolean closed(Receiver receiver) throws IOException {
    receiver.close();
    return true;
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    var task = new FutureTask<>(work);
    new Thread(task, "in-background").start();
    return task;
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
