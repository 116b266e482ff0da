package dev.breakwater.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.wire.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL while rows are being committed; the counts must come out exact every time. */
final class KilledPipelineTest {
  private static final int ITEMS_PER_SEGMENT = 20;
  private static final int SEGMENTS_PER_RUN = 60;
  private static final int SEGMENTS_BEFORE_ROWS = 10;
  private static final long PAUSE_MILLIS = 50;

  private final SealingCar car = new SealingCar(1, System.currentTimeMillis());

  @Test
  void pipeline_killedThreeTimes_storesAndLogsEachItemOnce(@TempDir Path root) throws Exception {
    kill(root, 3, 1);
  }

  @Test
  @Tag("soak")
  void pipeline_killedFiftyTimes_storesAndLogsEachItemOnce(@TempDir Path root) throws Exception {
    kill(root, 50, 2);
  }

  private void kill(Path root, int kills, long seed) throws Exception {
    var random = new Random(seed);
    try (TestCloud cloud = new TestCloud(root)) {
      Files.createDirectories(cloud.directories().root());
      cloud.enrol(car);
      cloud.store().close();
      for (int i = 0; i < kills; i++) {
        runAndKill(cloud, random);
      }
      long sent = (long) kills * SEGMENTS_PER_RUN * ITEMS_PER_SEGMENT;
      try (CloudPipeline pipeline = cloud.startPipeline()) {
        Health health = cloud.drained(pipeline);
        assertThat(health.storedRows()).isEqualTo(sent);
        assertThat(health.quarantinedRows()).isZero();
        // The first leaf says which policy decides.
        assertThat(health.logSize()).isEqualTo(sent + 1);
      }
      cloud.assertSound();
    }
  }

  /** Kills a moment after the first rows of this run, while later ones are on their way. */
  private void runAndKill(TestCloud cloud, Random random) throws Exception {
    try (IcebergStore store = cloud.store();
        PipelineProcess process = PipelineProcess.start(cloud)) {
      long before = store.count(Part.ITEMS);
      long end = System.nanoTime() + TestCloud.LIMIT.toNanos();
      int segments = 0;
      while (store.count(Part.ITEMS) == before) {
        assertThat(System.nanoTime()).as("no row was stored").isLessThan(end);
        assertThat(process.isAlive()).isTrue();
        segments += segments < SEGMENTS_BEFORE_ROWS ? sendSegment(cloud, segments) : pause();
      }
      int moments = random.nextInt(SEGMENTS_PER_RUN - SEGMENTS_BEFORE_ROWS);
      for (int i = 0; i < moments; i++) {
        segments += sendSegment(cloud, segments);
      }
      process.kill();
      while (segments < SEGMENTS_PER_RUN) {
        segments += sendSegment(cloud, segments);
      }
    }
  }

  /** Sends a segment and its items, every item twice. */
  private int sendSegment(TestCloud cloud, int segments) throws InterruptedException {
    pause();
    if (segments >= SEGMENTS_PER_RUN) {
      return 0;
    }
    List<Item> items = car.signals(ITEMS_PER_SEGMENT);
    cloud.send(car, car.seal(items));
    items.forEach(cloud::send);
    items.forEach(cloud::send);
    return 1;
  }

  private static int pause() throws InterruptedException {
    Thread.sleep(PAUSE_MILLIS);
    return 0;
  }
}
