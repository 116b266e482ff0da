package dev.breakwater.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's state leaves and enters Flink by our own types only; generic types are off. */
final class SavepointTest {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  @TempDir Path root;

  private final SealingCar car = new SealingCar(7, System.currentTimeMillis());

  @Test
  void admissionState_restoredFromASavepointAlone_knowsGapsClipsAndDuplicates() throws Exception {
    try (var cloud = new TestCloud(root)) {
      cloud.enrol(car);
      List<Item> signals = car.signals(10);
      cloud.send(car, car.seal(signals));
      List<Item> clip = car.clip(Chunk.MAX_BYTES, 1_000).items();
      cloud.send(car, car.seal(clip));
      List<Item> early = List.of(signals.get(0), signals.get(4), clip.get(0), clip.get(1));
      early.forEach(cloud::send);
      Path savepoint = runUntil(cloud, root.resolve("first"), early.size());

      Path restored = root.resolve("second/savepoint/chk-1");
      Files.createDirectories(restored.getParent());
      Files.move(savepoint, restored);
      signals.forEach(cloud::send);
      clip.forEach(cloud::send);
      int all = signals.size() + clip.size();
      runUntil(cloud, root.resolve("second"), all);

      List<Outcome> outcomes = cloud.outcomes();
      assertThat(outcomes).hasSize(all);
      assertThat(outcomes).extracting(Outcome::verdict).containsOnly(Outcome.Verdict.STORED);
      assertThat(outcomes).extracting(Outcome::item).doesNotHaveDuplicates();
    }
  }

  private Path runUntil(TestCloud cloud, Path checkpoints, int outcomes) throws Exception {
    try (var flink = EmbeddedFlink.start(root.resolve("scratch"), 1)) {
      flink.submit(
          new JobPlan(
              AdmissionJob.NAME,
              new Checkpoints(checkpoints),
              JobTuning.embedded(INTERVAL),
              environment ->
                  AdmissionJob.define(
                      environment, cloud.settings().job(cloud.directories()), null)));
      long end = System.nanoTime() + TestCloud.LIMIT.toNanos();
      while (cloud.outcomes().size() < outcomes) {
        assertThat(System.nanoTime()).as("%d outcomes in time", outcomes).isLessThan(end);
      }
      return flink.stopWithSavepoint(AdmissionJob.NAME, root.resolve("savepoints"));
    }
  }
}
