package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Items a second of the admission job beside a job that does nothing but drop duplicates: the same
 * topic, the same source, key, backend, sink and checkpoints, in one run. Broker and jobs share the
 * machine. Arguments: items, cars, state backends.
 */
final class JobSpeed {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(50);

  /** For state on disk, as a TaskManager of a gigabyte or so has it. */
  private static final MemorySize STATE_MEMORY = MemorySize.ofMebiBytes(256);

  /** Of a whole round each job is compiled while it runs; the second round counts. */
  private static final List<String> ROUNDS = List.of("warm-up", "counted");

  /** A job is timed from here on. */
  private static final double COUNTED_FROM = 0.3;

  private final Path root;
  private final TestCloud cloud;
  private final long items;
  private final String backend;

  private JobSpeed(Path root, TestCloud cloud, long items, String backend) {
    this.root = root;
    this.cloud = cloud;
    this.items = items;
    this.backend = backend;
  }

  public static void main(String[] args) throws Exception {
    Path root = Files.createTempDirectory("job-speed");
    long items = Long.parseLong(args[0]);
    try (var cloud = new TestCloud(root)) {
      fill(cloud, items, Integer.parseInt(args[1]));
      List<String> backends = List.of(args).subList(2, args.length);
      for (String round : ROUNDS) {
        for (String backend : backends) {
          new JobSpeed(root.resolve(round), cloud, items, backend).compare(round);
        }
      }
    }
    System.exit(0);
  }

  private void compare(String round) throws Exception {
    double dedup = measure("dedup", environment -> KeyedDedup.define(environment, cloud));
    double full =
        measure(
            "full",
            environment ->
                AdmissionJob.define(environment, cloud.settings().job(cloud.directories()), null));
    String name = round + " " + backend;
    System.out.printf("%-17s keyed deduplication alone   %8.0f items/s%n", name, dedup);
    System.out.printf("%-17s the full admission job      %8.0f items/s%n", name, full);
    System.out.printf("%-17s share                       %8.2f (aim 0.50)%n", name, full / dedup);
  }

  private static void fill(TestCloud cloud, long items, int cars) throws IOException {
    List<SealingCar> all = new ArrayList<>();
    for (int i = 0; i < cars; i++) {
      all.add(new SealingCar(i + 1L, System.currentTimeMillis()));
      cloud.enrol(all.get(i));
    }
    for (long sent = 0; sent < items; sent += Segment.MAX_ITEMS) {
      SealingCar car = all.get((int) (sent / Segment.MAX_ITEMS % cars));
      List<Item> batch = car.signals(Segment.MAX_ITEMS);
      cloud.send(car, car.seal(batch));
      batch.forEach(cloud::send);
    }
  }

  private double measure(String name, Consumer<StreamExecutionEnvironment> definition)
      throws Exception {
    try (var outcomes = consumer();
        var flink = EmbeddedFlink.start(root.resolve("scratch"), 1, STATE_MEMORY)) {
      long before = written(outcomes);
      var checkpoints = new Checkpoints(root.resolve(backend).resolve(name));
      var tuning = new JobTuning(CHECKPOINTS, 1, backend);
      flink.submit(new JobPlan(name, checkpoints, tuning, definition));
      long from = (long) (items * COUNTED_FROM);
      await(outcomes, before + from);
      long counted = written(outcomes);
      long started = System.nanoTime();
      await(outcomes, before + items);
      return (before + items - counted) / ((System.nanoTime() - started) / 1e9);
    }
  }

  private static void await(KafkaConsumer<byte[], byte[]> outcomes, long wanted)
      throws InterruptedException {
    while (written(outcomes) < wanted) {
      Thread.sleep(POLL.toMillis());
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cloud.bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Also what is not committed yet; markers of transactions count too, which are few. */
  private static long written(KafkaConsumer<byte[], byte[]> outcomes) {
    List<TopicPartition> partitions =
        outcomes.partitionsFor(Topics.OUTCOMES).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    return outcomes.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }
}
