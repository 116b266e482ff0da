package dev.breakwater.ingest.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.bundle.SignedBundles;
import dev.breakwater.ingest.erase.WrittenFiles;
import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.JobSettings;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.job.ShadowLines;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Kafka and real Flink: the law changes under a running job. */
final class PolicyChangeTest {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private static final Digest LAW = PolicyPack.cnAuto().digest();
  private static final String MARKER = "plain-text-that-nobody-may-write";

  @TempDir Path root;

  private final SealingCar car = new SealingCar(7, System.currentTimeMillis());
  private final SignedBundles signer = new SignedBundles();
  private Instant change = Instant.MAX;

  @Test
  void bundle_publishedUnderLoad_decidesFromItsInstantOnAndAfterARestartToo() throws Exception {
    try (var cloud = new TestCloud(root)) {
      cloud.enrol(car);
      int sent = runUntilAfterTheChange(cloud);
      List<Outcome> outcomes = cloud.outcomes();
      assertThat(outcomes).hasSize(sent);
      assertThat(outcomes).allSatisfy(this::assertJudgedByItsLaw);
      assertThat(outcomes)
          .extracting(Outcome::verdict)
          .contains(Verdict.STORED, Verdict.REFUSED)
          .doesNotContain(Verdict.QUARANTINED);
      assertNothingPlainIsWritten();
    }
  }

  /** The state is on disk here: its tables are in the checkpoints of the second job. */
  private void assertNothingPlainIsWritten() throws Exception {
    var written = new WrittenFiles(root.resolve("second"));
    assertThat(written.placesWith(car.vehicle().value()))
        .as("the checkpoints are searched inside")
        .anyMatch(place -> !place.equals("savepoint"));
    assertThat(written.placesWith(MARKER)).isEmpty();
  }

  /** Sends all the time, stops the job once in between, and returns how many items were sent. */
  private int runUntilAfterTheChange(TestCloud cloud) throws Exception {
    int sent = 0;
    try (var flink = EmbeddedFlink.start(root.resolve("scratch"), 1)) {
      submit(flink, cloud, root.resolve("first"));
      sent += send(cloud);
      await(cloud, sent);
      change = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(6);
      // Not signed by the pinned key: changes nothing.
      cloud.publish(new SignedBundles().bundle(1, change));
      cloud.publish(
          signer.bundle(2, change, "categories: [vehicle.*]", "categories: [vehicle.energy]"));
      while (Instant.now().isBefore(change.plusMillis(500))) {
        sent += send(cloud);
      }
      await(cloud, sent);
      assertShadowIsHeard(flink);
      Path savepoint = flink.stopWithSavepoint(AdmissionJob.NAME, root.resolve("savepoints"));
      Path restored = root.resolve("second/savepoint/chk-1");
      Files.createDirectories(restored.getParent());
      Files.move(savepoint, restored);
      sent += send(cloud);
      submit(flink, cloud, root.resolve("second"));
      await(cloud, sent);
    }
    return sent;
  }

  /** The second policy decides nothing; what it would have done is told with a heartbeat. */
  private static void assertShadowIsHeard(EmbeddedFlink flink) throws Exception {
    long end = System.nanoTime() + TestCloud.LIMIT.toNanos();
    while (!flink
        .accumulated(ShadowLines.NAME)
        .map(String::valueOf)
        .orElse("")
        .contains("asked=")) {
      assertThat(System.nanoTime()).as("heard in time").isLessThan(end);
      Thread.sleep(200);
    }
  }

  private void submit(EmbeddedFlink flink, TestCloud cloud, Path checkpoints) throws Exception {
    JobSettings told =
        TestCloud.settings(cloud.bootstrapServers(), cloud.signer(), signer.pinned())
            .job(cloud.directories());
    var second = new String(PolicyPack.builtInText("cn-gbt32960").toArray(), UTF_8);
    var settings =
        new JobSettings(
            told.bootstrapServers(),
            told.models(),
            told.preTrigger(),
            new PolicyTexts(told.policies().keys(), second),
            told.keys());
    flink.submit(
        new JobPlan(
            AdmissionJob.NAME,
            new Checkpoints(checkpoints),
            new JobTuning(INTERVAL, 1, JobTuning.ROCKSDB),
            environment -> AdmissionJob.define(environment, settings, null)));
  }

  private int send(TestCloud cloud) throws InterruptedException {
    List<Item> items = car.signals(10);
    var marked = new Signal("Vehicle.Speed", MARKER);
    items.add(car.item(Lane.TELEMETRY, 10, "vehicle.motion.speed", marked.encode()));
    cloud.send(car, car.seal(items));
    items.forEach(cloud::send);
    Thread.sleep(50);
    return items.size();
  }

  private static void await(TestCloud cloud, int outcomes) throws Exception {
    long end = System.nanoTime() + TestCloud.LIMIT.toNanos();
    while (cloud.outcomes().size() < outcomes) {
      assertThat(System.nanoTime()).as("%d outcomes in time", outcomes).isLessThan(end);
    }
  }

  private void assertJudgedByItsLaw(Outcome outcome) {
    boolean before = outcome.appendedAtMillis() < change.toEpochMilli();
    assertThat(outcome.verdict()).isEqualTo(before ? Verdict.STORED : Verdict.REFUSED);
    assertThat(outcome.pack().equals(LAW)).isEqualTo(before);
  }
}
