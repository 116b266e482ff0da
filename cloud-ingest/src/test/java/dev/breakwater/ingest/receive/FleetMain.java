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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Many vehicles that send a little: they connect at a rate, then each sends 1 KB every period, and
 * some change their port. The receiver, without Kafka, is a process of its own, whose memory is
 * read from the system. All vehicles share one certificate, so that making them takes no hour; each
 * has its own DTLS connection and socket. Arguments: vehicles, seconds, connects a second, period
 * in seconds, port changes in percent a minute.
 */
final class FleetMain {
  /** A request that was repeated four times and not answered is given up after 93 s at the most. */
  private static final Duration LAST_ANSWER = Duration.ofSeconds(100);

  private final Random random = new Random(1);
  private final Fleet fleet;
  private final int count;
  private int portChanges;

  private FleetMain(Fleet fleet, int count) {
    this.fleet = fleet;
    this.count = count;
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
                Server.class, root.resolve("server.log"), root.toString(), vehicle.value());
        var fleet = Fleet.start(Integer.parseInt(server.told()), vehicle, credentials)) {
      var main = new FleetMain(fleet, count);
      var before = Used.by(server.pid());
      main.connect(Integer.parseInt(args[2]));
      var connected = Used.by(server.pid());
      main.drive(seconds, Integer.parseInt(args[3]), Double.parseDouble(args[4]));
      var end = Used.by(server.pid());
      System.out.printf(
          "vehicles %d, port changes %d, sent %d, acknowledged %d, lost %d%n",
          count, main.portChanges, fleet.sent(), fleet.acknowledged(), fleet.lost());
      System.out.printf(
          "receiver resident %d MB before, %d MB connected, %d MB at the end: %.1f KB a"
              + " connection%n",
          before.kilobytes() >> 10,
          connected.kilobytes() >> 10,
          end.kilobytes() >> 10,
          (end.kilobytes() - before.kilobytes()) / (double) count);
      System.out.printf(
          "processor time: receiver %d s to connect, %d s after; vehicles %d s together%n",
          connected.processor().minus(before.processor()).toSeconds(),
          end.processor().minus(connected.processor()).toSeconds(),
          Used.by(ProcessHandle.current().pid()).processor().toSeconds());
      System.exit(fleet.acknowledged() == fleet.sent() ? 0 : 1);
    }
  }

  /** What a process has used. */
  private record Used(long kilobytes, Duration processor) {
    static Used by(long pid) throws IOException {
      long resident =
          Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElseThrow();
      return new Used(
          resident,
          ProcessHandle.of(pid).flatMap(each -> each.info().totalCpuDuration()).orElseThrow());
    }
  }

  private void connect(int perSecond) {
    long started = System.nanoTime();
    evenly(
        count,
        perSecond,
        number -> {
          fleet.changePort(number);
          fleet.send(number);
        });
    awaitAnswers();
    System.out.printf(
        "%d of %d connected within %d s%n",
        fleet.acknowledged(), count, Duration.ofNanos(System.nanoTime() - started).toSeconds());
  }

  private void drive(int seconds, int periodSeconds, double percentPerMinute) {
    double changes = percentPerMinute / 100 * periodSeconds / 60;
    double perSecond = (double) count / periodSeconds;
    evenly(
        Math.round(seconds * perSecond),
        perSecond,
        number -> {
          if (random.nextDouble() < changes) {
            fleet.changePort(number);
            portChanges++;
          }
          fleet.send(number);
        });
    awaitAnswers();
  }

  /** Does something as often, each time with the next vehicle, spread over time. */
  private void evenly(long times, double perSecond, IntConsumer work) {
    long started = System.nanoTime();
    for (long i = 0; i < times; i++) {
      long due = started + Math.round(i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      work.accept((int) (i % count) + 1);
    }
  }

  private void awaitAnswers() {
    long started = System.nanoTime();
    while (fleet.waiting() > 0 && System.nanoTime() - started < LAST_ANSWER.toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
