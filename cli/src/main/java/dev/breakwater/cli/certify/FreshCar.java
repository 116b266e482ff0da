package dev.breakwater.cli.certify;

import dev.breakwater.agent.Agent;
import dev.breakwater.agent.AgentParts;
import dev.breakwater.agent.AgentSettings;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.outbox.OutboxReader;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A car that nobody has decided anything in, with cabin sensors whose samples are random: a piece
 * of one found anywhere else shows that somebody read it. It drives once.
 */
final class FreshCar {
  /** How many samples each cabin sensor has. */
  static final int SAMPLES = 16;

  /** Sensors of the cabin, as the agent knows them. */
  static final List<String> SENSORS =
      List.of("camera", "microphone", "voice", "remote-view", "cloud-recording");

  private static final int SAMPLE_BYTES = 4096;

  /** How many samples of a cabin signal the trace has. */
  static final int SIGNALS = 20;

  private final Path home;
  private final Path cabin;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final MarkerSearch markers = new MarkerSearch();
  private final List<Path> samples = new ArrayList<>();
  private final Path trace;

  private FreshCar(Path directory, InstantSource clock) {
    this.home = directory.resolve("home");
    this.cabin = directory.resolve("cabin");
    this.trace = directory.resolve("trace.jsonl");
    this.clock = clock;
  }

  /**
   * Makes the car.
   *
   * @param directory an empty one
   */
  static FreshCar make(Path directory, InstantSource clock) throws IOException {
    var car = new FreshCar(directory, clock);
    Files.createDirectories(car.home);
    for (String sensor : SENSORS) {
      Files.createDirectories(car.cabin.resolve(sensor));
      for (int i = 0; i < SAMPLES; i++) {
        car.makeSample(car.cabin.resolve(sensor).resolve("%06d.raw".formatted(i)));
      }
    }
    car.makeTrace();
    return car;
  }

  private void makeSample(Path file) throws IOException {
    byte[] content = new byte[SAMPLE_BYTES];
    random.nextBytes(content);
    Files.write(file, content);
    markers.addContent(cabin.relativize(file).toString(), Bytes.of(content));
    samples.add(file);
  }

  /** Signals of the cabin, each with a value that occurs nowhere else, and some that may leave. */
  private void makeTrace() throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < SIGNALS; i++) {
      byte[] value = new byte[16];
      random.nextBytes(value);
      String marker = HexFormat.of().formatHex(value);
      markers.addText(marker);
      line(lines, 10 * i, "Vehicle.Cabin.Seat.Row1.DriverSide.Position", marker);
      line(lines, 10 * i, "Vehicle.Speed", Integer.toString(i));
    }
    Files.writeString(trace, lines);
  }

  private static void line(StringBuilder lines, int millis, String path, String value) {
    lines.append(
        "{\"t\": %d, \"path\": \"%s\", \"value\": \"%s\"}\n".formatted(millis, path, value));
  }

  Path cabin() {
    return cabin;
  }

  List<Path> samples() {
    return List.copyOf(samples);
  }

  /**
   * What the drive left.
   *
   * @param sent encoded items that were sent
   * @param found names of cabin samples of which a piece was found in what was stored or sent
   * @param searched bytes that were looked through
   * @param vault whether there is a cabin vault
   */
  record Drive(List<Bytes> sent, List<String> found, long searched, boolean vault) {}

  /** Drives, and looks through everything that was stored and sent. */
  Drive drive(PoliciesInForce policies, Anonymizer anonymizer)
      throws IOException,
          OutboxCorruptException,
          UnreadableSourceException,
          TooSlowException,
          InterruptedException {
    KeyVault vault = FileKeyVault.openOrCreate(home.resolve("key-vault"), random);
    var uplink = new AnsweringUplink();
    var clocks = new Clocks(clock, () -> System.nanoTime() / 1_000_000, "SYSTEM");
    var vehicle = new VehicleRef("0".repeat(32));
    new Agent(
            AgentSettings.of(home, vehicle, null, trace, cabin),
            new AgentParts(policies, anonymizer, vault, uplink, clocks, random))
        .run();
    var search = new Search();
    uplink.sent().forEach(search::look);
    OutboxReader.read(home.resolve("outbox"), vault, search::look);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        search.look(Bytes.of(Files.readAllBytes(file)));
      }
    }
    boolean kept = Files.exists(home.resolve("cabin-vault"));
    return new Drive(uplink.sent(), search.found, search.bytes, kept);
  }

  private final class Search {
    private final List<String> found = new ArrayList<>();
    private long bytes;

    private void look(Bytes content) {
      bytes += content.length();
      String marker = markers.find(content);
      if (!marker.isEmpty()) {
        found.add(marker);
      }
    }
  }
}
