package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;

/**
 * Many vehicles that send a little: they connect at a rate, then each sends 1 KB every period, and
 * some change their port. The receiver, without Kafka, is a process of its own, whose memory is
 * read from the system. All vehicles share one certificate, so that making them takes no hour; each
 * has its own DTLS connection and socket. Arguments: vehicles, seconds, connects a second, period
 * in seconds, port changes in percent a minute.
 */
final class FleetMain {
  private static final int PAYLOAD_BYTES = 1000;

  private final Random random = new Random(1);
  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final List<CoapEndpoint> vehicles = new ArrayList<>();
  private final int port;
  private final EndpointContext receiver;
  private final VehicleRef vehicle;
  private final Credentials credentials;
  private final X509Certificate authority;

  private FleetMain(int port, VehicleRef vehicle, Credentials credentials)
      throws UnknownHostException {
    this.port = port;
    this.receiver = VehicleClient.receiver(port);
    this.vehicle = vehicle;
    this.credentials = credentials;
    this.authority = credentials.chain().get(1);
  }

  /** The receiver's process. */
  static final class Server {
    private Server() {}

    public static void main(String[] args) throws Exception {
      Path root = Path.of(args[0]);
      var own = Credentials.read(root.resolve("receiver"));
      var vehicle = new VehicleRef(args[1]);
      var row =
          new VehicleRecord(
              vehicle,
              Records.bytes(32),
              Credentials.read(root.resolve(args[1])).digest(),
              Status.ENROLLED,
              0);
      var rows = new ConcurrentHashMap<>(Map.of(vehicle, row));
      var settings =
          new ReceiverSettings(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  own,
                  own.chain().get(1),
                  "")
              .with(new VehicleLimits(1_000_000, 1L << 30, 100_000));
      var receiver =
          Receiver.start(
              settings,
              new ReceiverParts(
                  each -> Optional.ofNullable(rows.get(each)),
                  after -> Optional.empty(),
                  TestCiphers.on(root.resolve("keys")),
                  ItemProofs.NONE,
                  new HeldRawLog(false)));
      ChildJvm.ready(String.valueOf(receiver.port()));
    }
  }

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    Path root = Files.createTempDirectory("fleet");
    var enrolment = new Enrolment(root);
    VehicleRef vehicle = enrolment.newVehicle();
    Credentials credentials = enrolment.issue(vehicle);
    try (var server =
        ChildJvm.start(
            Server.class, root.resolve("server.log"), root.toString(), vehicle.value())) {
      var fleet = new FleetMain(Integer.parseInt(server.told()), vehicle, credentials);
      long before = residentKb(server.pid());
      fleet.connect(count, Integer.parseInt(args[2]));
      long connected = residentKb(server.pid());
      fleet.drive(seconds, Integer.parseInt(args[3]), Double.parseDouble(args[4]));
      System.out.printf(
          "vehicles %d, sent %d, acknowledged %d, lost %d%n",
          count, fleet.sent.sum(), fleet.acknowledged.sum(), fleet.lost.sum());
      System.out.printf(
          "receiver resident %d MB before, %d MB connected, %d MB at the end: %.1f KB a"
              + " connection%n",
          before >> 10,
          connected >> 10,
          residentKb(server.pid()) >> 10,
          (residentKb(server.pid()) - before) / (double) count);
      System.exit(fleet.lost.sum() == 0 ? 0 : 1);
    }
  }

  private static long residentKb(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private void connect(int count, int perSecond) throws Exception {
    CoapConfig.register();
    DtlsConfig.register();
    ScheduledExecutorService shared = Executors.newScheduledThreadPool(2);
    for (int i = 0; i < count; i++) {
      CoapEndpoint endpoint = endpoint();
      endpoint.setExecutors(shared, shared);
      endpoint.start();
      vehicles.add(endpoint);
      send(endpoint, i);
      Thread.sleep(1000 / perSecond);
    }
  }

  private CoapEndpoint endpoint() {
    var configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.PREFERRED_BLOCK_SIZE, 1024)
            .set(CoapConfig.MAX_MESSAGE_SIZE, 1024)
            .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
            .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
            .set(DtlsConfig.DTLS_MAX_CONNECTIONS, 8);
    return VehicleClient.endpoint(configuration, credentials, authority);
  }

  private void drive(int seconds, int periodSeconds, double percentPerMinute) throws Exception {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    long pause = 1_000_000L * periodSeconds / vehicles.size();
    var sending =
        timer.scheduleAtFixedRate(
            new Runnable() {
              private int next;

              @Override
              public void run() {
                CoapEndpoint endpoint = vehicles.get(next % vehicles.size());
                double changes = percentPerMinute / 100 * periodSeconds / 60;
                if (random.nextDouble() < changes) {
                  rebind(endpoint);
                }
                send(endpoint, next++);
              }
            },
            0,
            Math.max(1, pause),
            TimeUnit.MICROSECONDS);
    Thread.sleep(seconds * 1000L);
    sending.cancel(false);
    Thread.sleep(10_000);
    timer.shutdownNow();
  }

  /** The connection stays, the socket is another: as after a change of the network's mapping. */
  private static void rebind(CoapEndpoint endpoint) {
    try {
      endpoint.stop();
      endpoint.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(CoapEndpoint endpoint, int number) {
    var request = Request.newPost();
    request.setPayload(
        Records.item(vehicle, number, Records.bytes(PAYLOAD_BYTES - 200)).encode().toArray());
    request.setDestinationContext(receiver);
    request.setURI("coaps://127.0.0.1:" + port + "/i");
    sent.increment();
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            (response.getCode() == ResponseCode.CHANGED ? acknowledged : lost).increment();
          }

          @Override
          protected void failed() {
            lost.increment();
          }
        });
    endpoint.sendRequest(request);
  }
}
