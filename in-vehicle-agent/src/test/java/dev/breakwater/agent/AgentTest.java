package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.OutboxReader;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.WireFormatException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  private static final int FRAMES = 10;
  private static final int SPEEDS = 100;
  private static final int POSITIONS = 7;
  private static final int ODD = 3;

  @TempDir Path directory;
  private final Map<String, Item> received = new TreeMap<>();
  private final PoliciesInForce policies = Laws.builtIn();
  private TestCar car;
  private Path home;
  private Path camera;
  private Path trace;
  private Path cabin;

  @BeforeEach
  void makeDrive() throws IOException {
    home = Files.createDirectories(directory.resolve("home"));
    car = new TestCar(home);
    camera = drawFrames(directory.resolve("camera"));
    trace = Files.writeString(directory.resolve("trace.jsonl"), traceLines());
    cabin = directory.resolve("cabin");
    for (String sample : List.of("camera/1.raw", "camera/2.raw", "microphone/1.raw")) {
      Files.createDirectories(cabin.resolve(sample).getParent());
      Files.writeString(cabin.resolve(sample), "CABIN MARKER");
    }
  }

  @Test
  void agent_wholeDrive_accountsForEverySourceItem() throws Exception {
    run(Set.of(3L, 4L), wholeDrive());

    assertThat(count(Fate.WITHHELD, "exterior.frame")).isEqualTo(2);
    assertThat(manifest().frames()).hasSize(FRAMES - 2);
    assertThat(payloads("vehicle.motion.speed")).hasSize(SPEEDS);
    assertThat(count(Fate.REFUSED, "position.precise")).isEqualTo(POSITIONS);
    assertThat(count(Fate.REFUSED, "unknown")).isEqualTo(1);
    assertThat(count(Fate.SKIPPED, "unknown")).isEqualTo(ODD - 1);
    assertThat(count(Fate.REFUSED, "cabin.camera")).isEqualTo(2);
    assertThat(count(Fate.REFUSED, "cabin.microphone")).isEqualTo(1);
    assertNumbersHaveNoGap();
  }

  @Test
  void agent_frameWhoseDetectorThrew_isAbsentAndItsRefusalIsSent() throws Exception {
    run(Set.of(5L), wholeDrive());

    List<Long> sent = manifest().frames().stream().map(GateAttestation::frame).toList();
    assertThat(sent).containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L);
    StayedInCar withheld = statements(Fate.WITHHELD, "exterior.frame").get(0);
    assertThat(withheld.count()).isEqualTo(1);
    assertThat(withheld.reason()).isEqualTo("the detector could not search the frame");
    assertThat(withheld.firstMillis()).isEqualTo(car.millis.get() + 500);
  }

  @Test
  void agent_everyDetectorCallFails_sendsNoClip() throws Exception {
    Set<Long> all = LongStream.range(0, FRAMES).boxed().collect(Collectors.toSet());
    run(all, wholeDrive());

    assertThat(payloads(ClipManifest.CATEGORY)).isEmpty();
    assertThat(payloads(Chunk.CATEGORY)).isEmpty();
    assertThat(count(Fate.WITHHELD, "exterior.frame")).isEqualTo(FRAMES);
  }

  @Test
  void agent_clip_isWholeAndEveryCodedByteIsAttested() throws Exception {
    run(Set.of(), wholeDrive());

    ClipManifest manifest = manifest();
    var file = new ByteArrayOutputStream();
    for (Item item : payloads(Chunk.CATEGORY)) {
      file.writeBytes(Chunk.decode(item.payload()).bytes().toArray());
    }
    assertThat(Digest.of(file.toByteArray())).isEqualTo(manifest.clip());
    assertThat(manifest.sensor()).isEqualTo("exterior.front");
    Item item = payloads(ClipManifest.CATEGORY).get(0);
    assertThat(item.id().number()).isZero();
    assertThat(item.rules()).containsExactly("auto-8.exterior.collect", "auto-8.exterior.clip");
    assertThat(manifest.frames()).allMatch(frame -> frame.faces() == 1);
    assertThat(Files.exists(home.resolve("clip.mp4"))).isFalse();
  }

  @Test
  void agent_planOfEveryThirdFrame_skipsTheOthers() throws Exception {
    run(Set.of(), settings(new Plan("exterior.front", "test", 3, 2)));

    List<Long> sent = manifest().frames().stream().map(GateAttestation::frame).toList();
    assertThat(sent).containsExactly(0L, 3L);
    assertThat(count(Fate.SKIPPED, "exterior.frame")).isEqualTo(FRAMES - 2);
  }

  @Test
  void agent_sameDriveAgain_feedsNothingTwice() throws Exception {
    run(Set.of(1L), wholeDrive());
    int items = received.size();

    run(Set.of(), wholeDrive());

    assertThat(received).hasSize(items);
  }

  @Test
  void agent_anotherDrive_isFedToo() throws Exception {
    run(Set.of(), wholeDrive());
    Files.writeString(trace, traceLines() + "odd\n");

    run(Set.of(), wholeDrive());

    assertThat(payloads("vehicle.motion.speed")).hasSize(2 * SPEEDS);
    assertThat(payloads(ClipManifest.CATEGORY)).hasSize(2);
  }

  @Test
  void agent_diesAnywhere_goesOnAndCountsNothingTwice() throws Exception {
    int deaths = 0;
    boolean finished = false;
    for (int ticks = 1; !finished; ticks += 1 + ticks / 3) {
      received.clear();
      home = Files.createDirectories(directory.resolve("home" + ticks));
      car = new TestCar(home);
      finished = !diesAfter(ticks);
      deaths += finished ? 0 : 1;
      car.onTick = () -> {};

      run(Set.of(2L), wholeDrive());

      assertThat(count(Fate.WITHHELD, "exterior.frame")).as("died at %d", ticks).isEqualTo(1);
      assertThat(manifest().frames()).hasSize(FRAMES - 1);
      assertThat(payloads("vehicle.motion.speed")).hasSize(SPEEDS);
      assertThat(count(Fate.REFUSED, "position.precise")).isEqualTo(POSITIONS);
      assertThat(count(Fate.REFUSED, "cabin.camera")).isEqualTo(2);
      assertThat(count(Fate.SKIPPED, "unknown")).isEqualTo(ODD - 1);
      assertNumbersHaveNoGap();
    }
    assertThat(deaths).isGreaterThan(10);
  }

  /** Returns whether the agent died before it was done. */
  private boolean diesAfter(int ticks) throws Exception {
    var left = new AtomicInteger(ticks);
    car.onTick =
        () -> {
          car.pass(Duration.ofMillis(30));
          if (left.getAndDecrement() == 0) {
            throw new StackOverflowError("the process dies");
          }
        };
    try {
      run(Set.of(2L), wholeDrive());
      return false;
    } catch (StackOverflowError e) {
      return true;
    }
  }

  @Test
  void agent_stoppedInTheMiddle_goesOnNextTime() throws Exception {
    var agents = new ArrayList<Agent>();
    var frames = new AtomicInteger();
    Runnable stop =
        () -> {
          if (frames.incrementAndGet() == 4) {
            agents.get(0).stop();
          }
        };
    try (var anonymizer = anonymizer(new ScriptedDetector(Set.of(), stop))) {
      agents.add(agent(anonymizer, wholeDrive()));
      agents.get(0).run();
    }
    assertThat(payloads(ClipManifest.CATEGORY)).isEmpty();

    run(Set.of(), wholeDrive());

    assertThat(manifest().frames()).hasSize(FRAMES);
    assertThat(payloads("vehicle.motion.speed")).hasSize(SPEEDS);
    assertThat(count(Fate.REFUSED, "cabin.camera")).isEqualTo(2);
  }

  @Test
  void agent_consentToPositionAndCabin_sendsPositionsAndKeepsTheCabin() throws Exception {
    ConsentBook book = car.book(home);
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    book.decide(car.grant(Purpose.DRIVER_MONITORING, State.IN_VEHICLE));

    run(Set.of(), wholeDrive());

    assertThat(payloads("position.precise")).hasSize(POSITIONS);
    assertThat(count(Fate.KEPT, "cabin.camera")).isEqualTo(2);
    assertThat(count(Fate.REFUSED, "cabin.microphone")).isEqualTo(1);
    assertThat(payloads(ConsentChange.CATEGORY)).hasSize(2);
    assertThat(samples("driver-monitoring")).isEqualTo(2);
    assertThat(home.resolve("cabin-vault/voice-control")).doesNotExist();
  }

  @Test
  void agent_consentToPositionInTheCar_keepsPositions() throws Exception {
    car.book(home).decide(car.grant(Purpose.NAVIGATION, State.IN_VEHICLE));

    run(Set.of(), wholeDrive());

    assertThat(payloads("position.precise")).isEmpty();
    assertThat(count(Fate.KEPT, "position.precise")).isEqualTo(POSITIONS);
  }

  @Test
  void agent_clipTooLargeForTheOutbox_isTombstonedWhole() throws Exception {
    // Noise makes frames that no encoder makes small.
    camera = drawNoise(directory.resolve("noise"));
    var outbox = new OutboxSettings(TestCar.VEHICLE, 2 << 20, OutboxSettings.DEFAULT_MAX_AGE);

    run(
        Set.of(),
        new AgentSettings(home, outbox, camera, signals(), cabin, Plan.wholeDrive(), false));

    assertThat(payloads(ClipManifest.CATEGORY)).isEmpty();
    long frames = 0;
    for (Item item : payloads("control.tombstone")) {
      var tombstone = Tombstone.decode(item.payload());
      assertThat(tombstone.lane()).isEqualTo(Lane.BULK);
      frames += tombstone.sourceItems();
    }
    assertThat(frames).isEqualTo(FRAMES);
  }

  @Test
  void agent_outbox_holdsNoCabinByte() throws Exception {
    run(Set.of(), wholeDrive());

    var records = new AtomicInteger();
    OutboxReader.read(
        home.resolve("outbox"),
        car.vault,
        bytes -> {
          records.incrementAndGet();
          assertThat(new String(bytes.toArray(), StandardCharsets.ISO_8859_1))
              .doesNotContain("CABIN MARKER");
        });
    assertThat(records).hasPositiveValue();
  }

  @Test
  void agent_bundleThatComesIntoForce_isToldOnceAndDecides() throws Exception {
    Instant now = car.clocks().wall().instant();
    var bundle = Laws.accept(policies, Laws.tar(7, now));

    run(Set.of(), wholeDrive());
    run(Set.of(), wholeDrive());

    List<Item> activations = payloads(Activation.CATEGORY);
    assertThat(activations).hasSize(1);
    assertThat(Activation.decode(activations.get(0).payload()))
        .isEqualTo(new Activation("law", 7, bundle.digest(), now.toEpochMilli()));
    assertThat(payloads(Laws.SPEED)).hasSize(SPEEDS);
    assertThat(payloads(Laws.SPEED)).allMatch(item -> item.rules().equals(List.of("law-7")));
    assertThat(count(Fate.REFUSED, "exterior.frame")).isEqualTo(FRAMES);
  }

  @Test
  void agent_withoutSources_returns() throws Exception {
    run(Set.of(), AgentSettings.of(home, TestCar.VEHICLE, null, null, null));

    assertThat(received).isEmpty();
  }

  private long samples(String purpose) throws IOException {
    try (var files = Files.list(home.resolve("cabin-vault").resolve(purpose))) {
      return files.filter(file -> file.toString().endsWith(".sample")).count();
    }
  }

  private AgentSettings wholeDrive() {
    return settings(Plan.wholeDrive());
  }

  private SignalInput signals() {
    return new SignalInput.Trace(trace);
  }

  private AgentSettings settings(Plan plan) {
    return new AgentSettings(
        home, OutboxSettings.of(TestCar.VEHICLE), camera, signals(), cabin, plan, false);
  }

  private void run(Set<Long> failing, AgentSettings settings) throws Exception {
    run(new ScriptedDetector(failing, () -> {}), settings);
  }

  private void run(ScriptedDetector detector, AgentSettings settings) throws Exception {
    try (var anonymizer = anonymizer(detector)) {
      agent(anonymizer, settings).run();
    }
  }

  private static Anonymizer anonymizer(ScriptedDetector detector) {
    return new Anonymizer(detector, Profile.files());
  }

  private Agent agent(Anonymizer anonymizer, AgentSettings settings) {
    var uplink = new AckingUplink(received);
    var parts =
        new AgentParts(policies, anonymizer, car.vault, uplink, car.clocks(), new SecureRandom());
    return new Agent(settings, parts);
  }

  private List<Item> payloads(String category) {
    return received.values().stream()
        .filter(item -> item.category().equals(category))
        .sorted(Comparator.comparing(item -> item.id().number()))
        .toList();
  }

  private ClipManifest manifest() throws WireFormatException {
    List<Item> manifests = payloads(ClipManifest.CATEGORY);
    assertThat(manifests).hasSize(1);
    return ClipManifest.decode(manifests.get(0).payload());
  }

  private List<StayedInCar> statements(Fate fate, String category) throws WireFormatException {
    List<StayedInCar> found = new ArrayList<>();
    for (Item item : payloads(StayedInCar.CATEGORY)) {
      StayedInCar statement = StayedInCar.decode(item.payload());
      if (statement.fate() == fate && statement.category().equals(category)) {
        found.add(statement);
      }
    }
    return found;
  }

  private long count(Fate fate, String category) throws WireFormatException {
    return statements(fate, category).stream().mapToLong(StayedInCar::count).sum();
  }

  private void assertNumbersHaveNoGap() {
    for (Lane lane : Lane.values()) {
      List<Long> numbers =
          received.values().stream()
              .filter(item -> item.id().chain().lane() == lane)
              .map(item -> item.id().number())
              .sorted()
              .toList();
      assertThat(numbers).isEqualTo(LongStream.range(0, numbers.size()).boxed().toList());
    }
  }

  private static String traceLines() {
    var lines = new StringBuilder();
    for (int i = 0; i < SPEEDS; i++) {
      line(lines, 10 * i, "Vehicle.Speed", "" + i);
    }
    for (int i = 0; i < POSITIONS; i++) {
      line(lines, 1000 + i, "Vehicle.CurrentLocation.Latitude", "31.2");
    }
    line(lines, 2000, "Vehicle.Unheard.Of", "1");
    return lines + "no json\n\n";
  }

  private static void line(StringBuilder lines, int millis, String path, String value) {
    lines.append(
        "{\"t\": %d, \"path\": \"%s\", \"value\": \"%s\"}\n".formatted(millis, path, value));
  }

  private static Path drawFrames(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < FRAMES; i++) {
      var picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
      var graphics = picture.createGraphics();
      graphics.setColor(new Color(200, 180, 20 * i));
      graphics.fillRect(0, 0, 96, 64);
      graphics.dispose();
      ImageIO.write(picture, "png", folder.resolve("%02d.png".formatted(i)).toFile());
    }
    return folder;
  }

  private static Path drawNoise(Path folder) throws IOException {
    Files.createDirectories(folder);
    var random = new Random(1);
    for (int i = 0; i < FRAMES; i++) {
      var picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 480; y++) {
        for (int x = 0; x < 640; x++) {
          picture.setRGB(x, y, random.nextInt());
        }
      }
      ImageIO.write(picture, "png", folder.resolve("%02d.png".formatted(i)).toFile());
    }
    return folder;
  }
}
