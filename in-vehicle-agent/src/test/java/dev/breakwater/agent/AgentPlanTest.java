package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.PlanRuling.Verdict;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import dev.breakwater.wire.WireFormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three seconds of a drive, ten samples and ten frames a second, and a plan for parts of it. */
class AgentPlanTest {
  private static final int FRAMES = 30;

  /** At 1.0 s and at 2.5 s the car is fast; each time the second before is recorded. */
  private static final String FAST =
      """
      plan: fast
      purpose: incident.review
      from: 2026-11-01T00:00:00Z
      to: 2026-12-01T00:00:00Z
      priority: incident
      when: Vehicle.Speed > 60.0
      before: 1
      signals:
        - path: Vehicle.Speed
      cameras:
        - sensor: exterior.front
      """;

  @TempDir Path directory;
  private final Map<String, Item> received = new TreeMap<>();
  private PoliciesInForce policies = Laws.builtIn();
  private TestCar car;
  private Path home;
  private Path camera;
  private Path trace;

  @BeforeEach
  void makeDrive() throws IOException {
    camera = Files.createDirectories(directory.resolve("camera"));
    var lines = new StringBuilder("millis,path,value\n");
    for (int i = 0; i < FRAMES; i++) {
      var picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(picture, "png", camera.resolve("%02d.png".formatted(i)).toFile());
      String speed = i == 10 || i == 25 ? "61" : "" + i;
      lines.append(100 * i).append(",Vehicle.Speed,").append(speed).append('\n');
    }
    lines.append("2950,Vehicle.CurrentLocation.Latitude,31.2\n");
    trace = Files.writeString(directory.resolve("trace.csv"), lines);
    start("home");
  }

  private void start(String name) throws IOException {
    home = Files.createDirectories(directory.resolve(name));
    car = new TestCar(home);
    received.clear();
  }

  @Test
  void plan_condition_makesAClipAndSamplesOfEachTimeItHeld() throws Exception {
    follow(FAST);

    run(Set.of());

    assertRecorded();
    assertThat(rulings()).extracting(PlanRuling::verdict).containsExactly(Verdict.FOLLOWED);
    assertThat(Files.exists(home.resolve("clip.mp4"))).isFalse();
  }

  private void assertRecorded() throws WireFormatException {
    assertThat(clips())
        .containsExactly(
            LongStream.rangeClosed(0, 10).boxed().toList(),
            LongStream.rangeClosed(15, 25).boxed().toList());
    assertThat(of(ClipManifest.CATEGORY).map(AgentPlanTest::lane)).containsOnly(Lane.INCIDENT);
    assertThat(of(Chunk.CATEGORY).map(AgentPlanTest::lane)).containsOnly(Lane.INCIDENT);
    assertThat(speeds(Lane.INCIDENT))
        .containsExactly(
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "61", "15", "16", "17", "18", "19",
            "20", "21", "22", "23", "24", "61");
    assertThat(count(Fate.SKIPPED, "vehicle.motion.speed")).isEqualTo(8);
    assertThat(count(Fate.SKIPPED, "exterior.frame")).isEqualTo(8);
    assertThat(count(Fate.SKIPPED, "position.precise")).isEqualTo(1);
  }

  @Test
  void plan_processDiesAnywhere_recordsNothingTwiceAndLosesNothing() throws Exception {
    follow(FAST);
    int deaths = 0;
    boolean finished = false;
    for (int ticks = 1; !finished; ticks += 1 + ticks / 2) {
      start("home" + ticks);
      finished = !diesAfter(ticks);
      deaths += finished ? 0 : 1;
      car.onTick = () -> {};

      run(Set.of());

      assertRecorded();
    }
    assertThat(deaths).isGreaterThan(5);
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
      run(Set.of());
      return false;
    } catch (StackOverflowError e) {
      return true;
    }
  }

  @Test
  void plan_sameDriveAgain_recordsNothingTwice() throws Exception {
    follow(FAST);

    run(Set.of());
    run(Set.of());

    assertRecorded();
  }

  @Test
  void plan_frameThatTheGateWithheld_neverWaits() throws Exception {
    follow(FAST);

    run(Set.of(9L, 12L));

    assertThat(clips().get(0)).doesNotContain(9L).hasSize(10);
    assertThat(count(Fate.WITHHELD, "exterior.frame")).isEqualTo(2);
    assertThat(count(Fate.SKIPPED, "exterior.frame")).isEqualTo(7);
  }

  @Test
  void plan_rate_takesFewerFramesAndSamples() throws Exception {
    follow(
        FAST.replace("path: Vehicle.Speed\n", "path: Vehicle.Speed\n    max-hz: 5\n")
            .replace("exterior.front\n", "exterior.front\n    max-hz: 2\n"));

    run(Set.of());

    assertThat(clips()).containsExactly(List.of(0L, 5L, 10L), List.of(15L, 20L, 25L));
    assertThat(speeds(Lane.INCIDENT)).hasSize(11);
  }

  @Test
  void plan_thatThePolicyForbids_recordsNothingAndItsRefusalIsSent() throws Exception {
    String position = "  - path: Vehicle.CurrentLocation.Latitude\n";
    follow(FAST.replace("cameras:", position + "cameras:"));

    run(Set.of());

    PlanRuling ruling = rulings().get(0);
    assertThat(ruling.plan()).isEqualTo("fast");
    assertThat(ruling.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(ruling.reason()).startsWith("position.precise: ");
    assertThat(clips()).isEmpty();
    assertThat(speeds(Lane.INCIDENT)).isEmpty();
    assertThat(count(Fate.SKIPPED, "exterior.frame")).isEqualTo(FRAMES);
  }

  @Test
  void plans_telemetryAndBulk_leaveOnTheirLanes() throws Exception {
    String all = FAST.replaceAll("(?s)when:.*signals", "signals").replaceAll("(?s)cameras.*", "");
    follow(
        all.replace("incident\n", "telemetry\n"),
        all.replace("plan: fast", "plan: slow").replace("incident\n", "bulk\n"));

    run(Set.of());

    assertThat(speeds(Lane.TELEMETRY)).hasSize(FRAMES);
    assertThat(speeds(Lane.BULK)).hasSize(FRAMES);
  }

  private void follow(String... plans) throws Exception {
    policies = Laws.builtIn();
    Laws.accept(policies, Laws.tarOfPlans(1, Instant.EPOCH, List.of(plans)));
  }

  @Test
  void plan_thatArrivesWithinTheDrive_hasTheCameraFromThenOn() throws Exception {
    var looks = new AtomicInteger();
    run(new ScriptedDetector(Set.of(), () -> acceptAt(looks, 8)));

    List<Long> before = clips().get(0);
    assertThat(before).startsWith(0L).hasSizeLessThan(12);
    List<List<Long>> after = clips().subList(1, clips().size());
    assertThat(after.get(after.size() - 1))
        .isEqualTo(LongStream.rangeClosed(15, 25).boxed().toList());
    List<Long> all = clips().stream().flatMap(List::stream).toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all.size() + count(Fate.SKIPPED, "exterior.frame")).isEqualTo(FRAMES);

    received.clear();
    run(Set.of());
    assertThat(clips()).isEmpty();
  }

  private void acceptAt(AtomicInteger looks, int look) {
    if (looks.incrementAndGet() == look) {
      try {
        Laws.accept(policies, Laws.tarOfPlans(1, Instant.EPOCH, List.of(FAST)));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void run(Set<Long> failing) throws Exception {
    run(new ScriptedDetector(failing, () -> {}));
  }

  private void run(ScriptedDetector detector) throws Exception {
    try (var anonymizer = new Anonymizer(detector, Profile.files())) {
      var parts =
          new AgentParts(
              policies,
              anonymizer,
              car.vault,
              new AckingUplink(received),
              car.clocks(),
              new SecureRandom());
      new Agent(AgentSettings.of(home, TestCar.VEHICLE, camera, trace, null), parts).run();
    }
  }

  private Stream<Item> of(String category) {
    return received.values().stream()
        .filter(item -> item.category().equals(category))
        .sorted(Comparator.comparing(item -> item.id().number()));
  }

  private static Lane lane(Item item) {
    return item.id().chain().lane();
  }

  /** Returns the indexes of the frames of each clip. */
  private List<List<Long>> clips() throws WireFormatException {
    List<List<Long>> clips = new ArrayList<>();
    for (Item item : of(ClipManifest.CATEGORY).toList()) {
      var manifest = ClipManifest.decode(item.payload());
      clips.add(manifest.frames().stream().map(GateAttestation::frame).toList());
    }
    clips.sort(Comparator.comparing(frames -> frames.get(0)));
    return clips;
  }

  private List<String> speeds(Lane lane) throws WireFormatException {
    List<Item> items =
        of("vehicle.motion.speed")
            .filter(item -> lane(item) == lane)
            .sorted(Comparator.comparing(Item::capturedAtMillis))
            .toList();
    List<String> speeds = new ArrayList<>();
    for (Item item : items) {
      speeds.add(Signal.decode(item.payload()).value());
    }
    return speeds;
  }

  private List<PlanRuling> rulings() throws WireFormatException {
    List<PlanRuling> rulings = new ArrayList<>();
    for (Item item : of(PlanRuling.CATEGORY).toList()) {
      rulings.add(PlanRuling.decode(item.payload()));
    }
    return rulings;
  }

  private long count(Fate fate, String category) throws WireFormatException {
    long count = 0;
    for (Item item : of(StayedInCar.CATEGORY).toList()) {
      var statement = StayedInCar.decode(item.payload());
      boolean asked = statement.fate() == fate && statement.category().equals(category);
      count += asked ? statement.count() : 0;
    }
    return count;
  }
}
