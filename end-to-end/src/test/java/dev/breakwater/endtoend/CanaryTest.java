package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.cli.certify.MarkerSearch;
import dev.breakwater.wire.Bytes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One drive with everything on, under the eyes of an examiner: who the car is, its plate and where
 * it was are in nothing that any process wrote, and no cabin data left it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryTest {
  private static final String VIN = "LSVCANARY7F3A9112";
  private static final String PLATE = "沪A7F3A9C";
  private static final double LATITUDE = 31.2304161873;
  private static final double LONGITUDE = 121.4737021934;

  @TempDir static Path home;
  private static Path data;
  private static String said;

  @BeforeAll
  static void drive() throws Exception {
    assumeTrue(
        Product.canWatch() && Product.isThere("curl"),
        "tcpdump, curl or the right to make a network namespace is absent: no drive is watched");
    data = home.resolve("data");
    Files.createDirectories(data.resolve("said"));
    plant();
    Path script = home.resolve("drive.sh");
    try (InputStream in = CanaryTest.class.getResourceAsStream("/canary/drive.sh")) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of("unshare", "-n", "bash", script.toString()));
    command.add(data.toString());
    command.addAll(Product.command());
    Path output = home.resolve("drive.out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    said = Files.readString(output) + Files.readString(data.resolve("said/certify"));
  }

  /** Lays out a drive whose every personal value is a marker. */
  private static void plant() throws IOException {
    Path camera = Files.createDirectories(home.resolve("camera"));
    for (int i = 0; i < 3; i++) {
      var picture = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
      picture.createGraphics().drawString(PLATE, 40 + i, 200);
      ImageIO.write(picture, "jpg", camera.resolve("%03d.jpg".formatted(i)).toFile());
    }
    Files.write(home.resolve("signals.jsonl"), lines(200));
    Files.write(home.resolve("crash.jsonl"), lines(2_000_000));
    Path cabin = Files.createDirectories(data.resolve("vehicle/cabin/camera"));
    byte[] picture = new byte[4096];
    new Random(7).nextBytes(picture);
    Files.write(cabin.resolve("000000.raw"), picture);
    Files.writeString(
        data.resolve("car.yaml"), configuration("signals.jsonl") + "health: {port: 9464}\n");
    Files.writeString(data.resolve("crash.yaml"), configuration("crash.jsonl"));
  }

  private static String configuration(String trace) {
    return """
    installation: {data: %s}
    capture: {video: %s, trace: %s}
    """
        .formatted(data, home.resolve("camera"), home.resolve(trace));
  }

  private static List<String> lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      String line = "{\"t\":%d,\"path\":\"%s\",\"value\":\"%s\"}";
      lines.add(
          switch (t % 5) {
            case 0 -> line.formatted(10 * t, "Vehicle.Speed", 30 + t % 60);
            case 1 -> line.formatted(10 * t, "Vehicle.VehicleIdentification.VIN", VIN);
            case 2 -> line.formatted(10 * t, "Vehicle.VehicleIdentification.LicensePlate", PLATE);
            case 3 -> line.formatted(10 * t, "Vehicle.CurrentLocation.Latitude", LATITUDE);
            default -> line.formatted(10 * t, "Vehicle.CurrentLocation.Longitude", LONGITUDE);
          });
    }
    return lines;
  }

  private static MarkerSearch canaries() {
    var search = new MarkerSearch();
    search.addText(VIN);
    search.addText(PLATE);
    for (double coordinate : List.of(LATITUDE, LONGITUDE)) {
      search.addText(Double.toString(coordinate));
      search.addText(Double.toString(coordinate).substring(0, 9));
      for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        byte[] binary = ByteBuffer.allocate(8).order(order).putDouble(coordinate).array();
        search.addContent(coordinate + " in binary", Bytes.of(binary));
      }
    }
    return search;
  }

  /** Returns the names of the files, of all that the processes wrote, in which a marker is. */
  private static Map<String, String> findings(MarkerSearch search) throws IOException {
    Map<String, String> found = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(data)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = data.relativize(file).toString();
      if (!name.startsWith("vehicle/cabin")) {
        String inside = search.find(Bytes.of(Files.readAllBytes(file)));
        String inName = search.find(Bytes.of(name.getBytes(StandardCharsets.UTF_8)));
        if (!(inside + inName).isEmpty()) {
          found.put(name, inside + inName);
        }
      }
    }
    return found;
  }

  private static String said(String process) throws IOException {
    return Files.readString(data.resolve("said").resolve(process));
  }

  private static String firstWord(String process) throws IOException {
    String line = said(process).strip();
    return line.substring(line.lastIndexOf('\n') + 1).replaceFirst(" .*", "");
  }

  @Test
  @Order(1)
  void examiner_findsThatTheLedgerExplainsTheWire_andThatNothingWentAbroad() throws IOException {
    assertThat(said).contains("egress-cabin (GB/T 44464-2024 §5.1.3, D.6.1): PASS");
    assertThat(said).contains("egress-abroad (GB/T 44464-2024 §5.8, D.8): PASS");
    assertThat(said).contains("uplink").doesNotContain("ledger 0 bytes");
    assertThat(said("agent")).contains("event=delivered");
    assertThat(said("metrics")).contains("breakwater_uplink_items_acknowledged_total");
    assertThat(said("health")).contains("ok");
    assertThat(said("hs_err")).contains("SIGSEGV");
  }

  @Test
  @Order(2)
  void vehicle_rotated_drivesUnderANewName_andTheOldOneIsRetired() throws IOException {
    String old = firstWord("enrol");
    String fresh = firstWord("rotate");

    assertThat(fresh).isNotEmpty().isNotEqualTo(old);
    assertThat(said("list")).contains(old + " RETIRED", fresh + " ENROLLED");
    assertThat(said("crash")).contains("event=progress").doesNotContain("delivery_refused");
  }

  @Test
  @Order(3)
  void vinPlateAndPosition_areInNothingThatAProcessWrote() throws IOException {
    assertThat(findings(canaries())).isEmpty();
  }

  @Test
  @Order(4)
  void cabinData_isInNothingThatAProcessWrote() throws IOException {
    var search = new MarkerSearch();
    Path file = data.resolve("vehicle/cabin/camera/000000.raw");
    search.addContent("camera", Bytes.of(Files.readAllBytes(file)));

    assertThat(findings(search)).isEmpty();
  }

  @Test
  @Order(5)
  void plantedLeak_isFoundWhereverItIs() throws IOException {
    byte[] line = ("at " + LATITUDE + " " + VIN).getBytes(StandardCharsets.UTF_8);
    Path log = Files.write(data.resolve("said/leak"), Base64.getEncoder().encode(line));
    Path named = Files.createDirectories(data.resolve("cloud/" + PLATE)).resolve("part-0");
    Files.writeString(named, "nothing");

    assertThat(findings(canaries()))
        .containsOnlyKeys("said/leak", data.relativize(named).toString());
    Files.delete(log);
    Files.delete(named);
  }
}
