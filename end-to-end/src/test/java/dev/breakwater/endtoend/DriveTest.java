package dev.breakwater.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One drive on a real clip; every number of the summary is checked against what was fed in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriveTest {
  private static final String CLIP = "dev/videos/intel_person-bicycle-car.mp4";
  private static final int CLIP_FRAMES = 41;
  private static final List<String> PERMITTED =
      List.of("\"Vehicle.Speed\"", "\"Vehicle.Powertrain.TractionBattery.");
  private static final String KEPT = "\"Vehicle.CurrentLocation.";
  private static final int CABIN_FILES = 36;

  @TempDir static Path data;
  private static JsonNode summary;
  private static @Nullable Recipient recipient;
  private static @Nullable OnshoreSide onshore;

  @BeforeAll
  static void drive() throws IOException, InterruptedException {
    var clip = Product.vision(CLIP);
    assumeTrue(clip.isPresent(), "../shared/vision is absent: there is no real clip to drive on");
    var run =
        Product.run(
            "demo",
            "--exit",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--video",
            clip.get().toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("Verdict: good");
    summary = Product.summary(data);
    ConsoleSite.willBeOn(data);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    ConsoleSite.stop();
    if (onshore != null) {
      onshore.close();
    }
    if (recipient != null) {
      recipient.close();
    }
  }

  private static long trace(String... fragments) throws IOException {
    try (InputStream in = DriveTest.class.getResourceAsStream("/drive/signals.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> Stream.of(fragments).anyMatch(line::contains))
          .count();
    }
  }

  private static long number(String field) {
    return summary.at(field).asLong(-1);
  }

  @Test
  @Order(1)
  void summary_everyNumber_isWhatWasFedIn() throws IOException {
    long signals = trace("\"path\"");
    long permitted = trace(PERMITTED.toArray(String[]::new));
    long kept = trace(KEPT);
    assertThat(number("/fed/frames")).isEqualTo(CLIP_FRAMES);
    assertThat(number("/fed/signals")).isEqualTo(signals);
    assertThat(number("/fed/cabin")).isEqualTo(CABIN_FILES);
    assertThat(number("/skipped")).isZero();
    assertThat(number("/withheld")).isZero();
    assertThat(number("/keptInCar")).isEqualTo(kept);
    assertThat(number("/refusedInCar")).isEqualTo(signals - permitted - kept + CABIN_FILES);
    assertThat(number("/tombstoned")).isZero();
    assertThat(number("/sent")).isEqualTo(CLIP_FRAMES + permitted);
    assertThat(number("/stored")).isEqualTo(CLIP_FRAMES + permitted);
    assertThat(number("/quarantined")).isZero();
    assertThat(number("/refused")).isZero();
    assertThat(number("/frames/left")).isEqualTo(CLIP_FRAMES);
    assertThat(number("/frames/attested")).isEqualTo(CLIP_FRAMES);
    assertThat(number("/proven")).isEqualTo(number("/storedRows"));
    // The first entry says which policy decides.
    assertThat(number("/log/size")).isEqualTo(number("/storedRows") + 1);
    assertThat(number("/cabin/searchedBytes")).isGreaterThan(10_000);
    assertThat(summary.at("/cabin/found").asText("?")).isEmpty();
  }

  @Test
  @Order(2)
  void secondRun_onTheSameData_feedsNothingTwice() throws IOException, InterruptedException {
    var clip = Product.vision(CLIP).orElseThrow();
    var run =
        Product.run(
            "demo", "--exit", "--port", "0", "--data", data.toString(), "--video", clip.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    JsonNode again = Product.summary(data);
    assertThat(again.at("/sent")).isEqualTo(summary.at("/sent"));
    assertThat(again.at("/storedRows")).isEqualTo(summary.at("/storedRows"));
    // That the driver's data may not leave the car is carried out half a minute after it came, in
    // either run: one entry of an erasure that found nothing.
    long entries = summary.at("/log/size").asLong();
    assertThat(again.at("/log/size").asLong()).isBetween(entries, entries + 1);
    summary = again;
  }

  @Test
  @Order(3)
  void clip_readBackFromTheStore_isAVideoOfAllFrames() throws IOException, InterruptedException {
    Path file = data.resolve("back.mp4");
    String id = summary.at("/clips/0").asText();
    var run =
        Product.run("cloud", "clip", "get", id, "-o", file.toString(), "--data", data.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(Files.size(file)).isGreaterThan(10_000);
    var unknown =
        Product.run(
            "cloud",
            "clip",
            "get",
            "00".repeat(32),
            "-o",
            data + "/no.mp4",
            "--data",
            data.toString());
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.output().lines()).hasSize(1);
    assertThat(data.resolve("no.mp4")).doesNotExist();
  }

  @Test
  @Order(3)
  void sample_drawnFromTheStore_leavesOutClipsUnderTenSeconds()
      throws IOException, InterruptedException {
    Path sample = data.resolve("sample");
    var run =
        Product.run(
            "certify",
            "sample",
            "--store",
            data.toString(),
            "-o",
            sample.toString(),
            "--seed",
            "1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("no clip of 10 s or more").hasLineCount(1);
    assertThat(sample).doesNotExist();
  }

  @Test
  @Order(4)
  void auditVerify_withPolicy_verifies_withoutPolicy_saysIntegrityOnly()
      throws IOException, InterruptedException {
    String log = data.resolve("cloud/log").toString();
    String policy = data.resolve("trust/log-policy").toString();
    var verified = Product.run("audit", "verify", log, "--policy", policy);
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains(summary.at("/log/root").asText());
    var independent = Product.verifyIndependently(log, policy);
    assertThat(independent.exitCode()).as(independent.output()).isZero();
    assertThat(independent.output()).contains(summary.at("/log/root").asText());
    var integrity = Product.run("audit", "verify", log);
    assertThat(integrity.exitCode()).isEqualTo(3);
    assertThat(integrity.output()).containsIgnoringCase("integrity only");
  }

  @Test
  @Order(5)
  void auditProve_aStoredItem_writesAProofThatVerifies() throws IOException, InterruptedException {
    String item = summary.at("/anItem").asText();
    Path proof = data.resolve("item.tlog-proof");
    var run =
        Product.run("audit", "prove", item, "-o", proof.toString(), "--data", data.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(proof).content().startsWith("c2sp.org/tlog-proof@v1");
    assertIsProvenIndependently(proof);
    var unknown =
        Product.run(
            "audit", "prove", item.replaceAll("/\\d+$", "/999999"), "--data", data.toString());
    assertThat(unknown.exitCode()).isEqualTo(1);
  }

  private static void assertIsProvenIndependently(Path proof)
      throws IOException, InterruptedException {
    String policy = data.resolve("trust/log-policy").toString();
    var proven = Product.verifyIndependently(proof.toString(), policy);
    assertThat(proven.exitCode()).as(proven.output()).isZero();
    assertThat(proven.output()).contains("\"decision\":\"STORED\"");
    String other = Files.readString(proof).replaceFirst("index \\d+", "index 0");
    Path changed = Files.writeString(data.resolve("changed.tlog-proof"), other);
    assertThat(Product.verifyIndependently(changed.toString(), policy).exitCode()).isEqualTo(1);
  }

  @Test
  @Order(6)
  void logByte_changedByHand_isNamedByTheVerifier() throws IOException, InterruptedException {
    Path log = data.resolve("cloud/log");
    String policy = data.resolve("trust/log-policy").toString();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(log)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(2);
    for (Path file : files) {
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      bad[middle(file, good)] ^= 1;
      Files.write(file, bad);
      var run = Product.run("audit", "verify", log.toString(), "--policy", policy);
      var independent = Product.verifyIndependently(log.toString(), policy);
      Files.write(file, good);
      assertThat(independent.exitCode()).as("%s: %s", file, independent.output()).isEqualTo(1);
      assertThat(run.exitCode()).as("%s: %s", file, run.output()).isEqualTo(1);
      assertThat(run.output()).contains(log.relativize(file).toString());
    }
  }

  /** In a checkpoint that of the text: lines of keys that a policy does not name are ignored. */
  private static int middle(Path file, byte[] content) {
    boolean isNote = file.endsWith("checkpoint");
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return (isNote ? text.indexOf("\n\n") : content.length) / 2;
  }

  @Test
  @Order(6)
  void signatureOfTheLog_changedByHand_isRefusedByAPolicyThatNamesItsKey() throws Exception {
    Path log = data.resolve("cloud/log");
    Path checkpoint = log.resolve("checkpoint");
    String policy = data.resolve("cloud/sm2/policy").toString();
    String good = Files.readString(checkpoint);
    String name = good.lines().findFirst().orElseThrow();
    List<String> own = good.lines().filter(line -> line.startsWith("— " + name + " ")).toList();
    assertThat(own).as("Ed25519 and SM2").hasSize(2);
    for (String line : own) {
      int at = good.indexOf(line) + line.length() / 2 + name.length() / 2;
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      Files.writeString(checkpoint, good.substring(0, at) + other + good.substring(at + 1));
      var run = Product.run("audit", "verify", log.toString(), "--policy", policy);
      Files.writeString(checkpoint, good);
      assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("checkpoint");
    }
    var run = Product.run("audit", "verify", log.toString(), "--policy", policy);
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  @Test
  @Order(7)
  void auditPack_ofTheClip_isVerifiedByAProgramThatSharesNothingWithTheProduct() throws Exception {
    recipient = Recipient.start(data);
    onshore = OnshoreSide.start(data);
    Path pack = data.resolve("clip.zip");
    var made = makePack(pack);
    assertThat(made.exitCode()).as(made.output()).isZero();
    String policy = data.resolve("trust/log-policy").toString();
    var opened = Product.run("audit", "open", pack.toString(), "--policy", policy);
    assertThat(opened.exitCode()).as(opened.output()).isZero();
    assertThat(opened.output()).contains("STORE STORED", "/1/", "disclosed to Example Audit Ltd.");
    assertThat(opened.output()).containsPattern("also in it: models/[0-9a-f]{64}\\.md");
    var independent = Product.verifyIndependently(pack.toString(), policy);
    assertThat(independent.exitCode()).as(independent.output()).isZero();
    assertThat(independent.output()).contains("verified: question clip");
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 1;
    Path changed = Files.write(data.resolve("changed.zip"), bytes);
    assertThat(Product.verifyIndependently(changed.toString(), policy).exitCode()).isEqualTo(1);
  }

  @Test
  @Order(8)
  @DisplayName("Law.md C2: released while the onshore side runs, counted and delivered once")
  void exportRelease_beforeTheOnshoreSideEnds_isDeliveredWithItsEntryInTheLog() throws Exception {
    Recipient abroad = requireNonNull(recipient);
    abroad.file(data);
    var first = Recipient.release(data);
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output())
        .contains(
            "release 1: delivered, %d rows leave, 0 stay".formatted(trace("\"Vehicle.Speed\"")))
        .containsPattern("entry [0-9]+ of the log");

    var again = Recipient.release(data);

    assertThat(again.output()).isEqualTo(first.output());
    assertThat(abroad.parcels()).hasSize(1);
    assertThat(abroad.parcels().values().iterator().next().lines().skip(1))
        .hasSize((int) trace("\"Vehicle.Speed\""))
        .allMatch(line -> line.contains("vehicle.motion.speed") && !line.contains("captured"));
  }

  @Test
  @Order(9)
  @DisplayName("Law.md C1, design idea 11: a name that leads abroad ends the onshore side")
  void witness_whoseNameLeadsAbroad_endsTheOnshoreSide_andNothingIsDisclosedThen()
      throws Exception {
    OnshoreSide.witnessIsAt(data, "198.51.100.7");
    var ended = requireNonNull(onshore).ended();
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output())
        .contains("(witness.example.cn, labelled CN) is not onshore any more.");
    // Without the onshore side nothing is disclosed: the log would not know of it.
    Path secret = data.resolve("secret.zip");
    assertThat(makePack(secret).exitCode()).isEqualTo(1);
    assertThat(secret).doesNotExist();
    OnshoreSide.forgetWitness(data);
  }

  private static Product.Result makePack(Path file) throws IOException, InterruptedException {
    String clip = summary.at("/clips/0").asText();
    return Product.run(
        "audit",
        "pack",
        "--clip",
        clip,
        "--auditor",
        "Example Audit Ltd.",
        "--purpose",
        "test",
        "--out",
        file.toString(),
        "--data",
        data.toString());
  }

  // JUnit runs these after all tests above, and the console in them is started by the first.

  @Nested
  class Security extends ConsoleSecurityWalk {}

  @Nested
  class Operator extends OperatorWalk {}

  @Nested
  class OperatorsMap extends MapWalk {}

  @Nested
  class Auditor extends AuditorWalk {}

  @Nested
  class Export extends ExportWalk {}

  @Nested
  class Report extends ReportWalk {}
}
