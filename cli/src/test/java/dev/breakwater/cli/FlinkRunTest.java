package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.pipeline.CloudDirectories;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product's jar by {@code flink run} on a standalone cluster: JobManager, TaskManager and the
 * command line are Flink's own entry points, each in a process, from Flink's libraries on Maven
 * Central (which has no distribution with scripts).
 */
@Tag("soak")
final class FlinkRunTest {
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(4);
  private static final int RECORDS = 20;
  private static final Pattern JOB = Pattern.compile("[0-9a-f]{32}");
  private static final String[] NAMES = {"admission", "store-writer"};

  /** Of what the settings of Flink's distribution open, the part that is needed here. */
  private static final List<String> OPENED =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED");

  @TempDir private Path root;
  private final List<Process> cluster = new ArrayList<>();
  private final int rest;

  FlinkRunTest() throws IOException {
    rest = freePort();
  }

  @AfterEach
  void stopCluster() {
    cluster.forEach(each -> each.destroyForcibly().onExit().join());
  }

  @Test
  void jar_runByFlinkRun_storesAndGoesOnFromItsCheckpointWhenItIsRunAgain() throws Exception {
    try (var broker = EmbeddedBroker.start(root.resolve("kafka"))) {
      TopicSetup.apply(broker.bootstrapServers(), (short) 1);
      Path config = configuration(broker.bootstrapServers());
      assertThat(Result.run("cloud", "prepare", "--config", config.toString()).exitCode()).isZero();
      startCluster();
      Path jar = jar();
      List<String> jobs = run(jar, config);
      deliver(broker.bootstrapServers(), RECORDS);
      look(config);
      jobs.forEach(this::cancel);
      run(jar, config);
      deliver(broker.bootstrapServers(), 2 * RECORDS);
    }
  }

  private Path configuration(String servers) throws IOException {
    return Files.writeString(
        root.resolve("cloud.yaml"),
        """
        installation: {data: %s}
        kafka: {servers: "%s", replicas: 1}
        job: {checkpoint-interval: 1s, shadow-policy: cn-auto, flink: "http://127.0.0.1:%d"}
        console: {port: 0}
        """
            .formatted(root.resolve("data"), servers, rest));
  }

  /** Flink's scripts work the sizes out; here they are given. */
  private void startCluster() throws IOException {
    Files.writeString(
        root.resolve("config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        rest.address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 2
        taskmanager.cpu.cores: 1
        taskmanager.memory.framework.heap.size: 128m
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 64m
        taskmanager.memory.jvm-overhead.max: 64m
        taskmanager.memory.task.heap.size: 128m
        taskmanager.memory.task.off-heap.size: 0m
        taskmanager.memory.managed.size: 16m
        taskmanager.memory.network.min: 32m
        taskmanager.memory.network.max: 32m
        """
            .formatted(freePort(), rest));
    String[] folder = {"--configDir", root.toString()};
    for (Class<?> each :
        List.of(StandaloneSessionClusterEntrypoint.class, TaskManagerRunner.class)) {
      Process process = start(each, folder);
      System.out.println(each.getSimpleName() + " has pid " + process.pid());
      cluster.add(process);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process start(Class<?> main, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(OPENED);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(List.of(arguments));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("FLINK_CONF_DIR", root.toString());
    return builder.redirectOutput(log(main).toFile()).start();
  }

  private Path log(Class<?> main) {
    return root.resolve(main.getSimpleName() + ".log");
  }

  /** What the build packs into the product's jar. */
  private Path jar() throws IOException {
    Path classes =
        Path.of(FlinkJobMain.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path jar = root.resolve("cli.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  /** The appender and the console are processes beside the cluster's. */
  private void look(Path config) throws Exception {
    var data = new DataLayout(root.resolve("data"));
    cluster.add(start(Main.class, "cloud", "appender", "--config", config.toString()));
    try (var console = new ConsoleProcess(data, config, root.resolve("console.log"))) {
      System.out.println("console has pid " + console.pid());
      console.signIn();
      JsonNode fleet =
          console.await("/api/fleet", now -> now.at("/items/quarantined").asLong() == RECORDS);
      assertThat(fleet.at("/items/quarantinedRows").asLong()).isEqualTo(RECORDS);
      // What is no record of ours is quarantined before any policy is asked. The report comes with
      // the TaskManager's next heartbeat.
      JsonNode policy = console.await("/api/policy", now -> now.get("shadow").isObject());
      assertThat(policy.at("/shadow/asked").asLong(-1)).isZero();
      console.stopCleanly();
    }
  }

  private List<String> run(Path jar, Path config) throws Exception {
    List<String> jobs = new ArrayList<>();
    for (String name : NAMES) {
      String said =
          flink(
              "run",
              "-d",
              "-c",
              FlinkJobMain.class.getName(),
              jar.toString(),
              name,
              config.toString());
      System.out.println("flink run " + name + ": " + said.strip());
      Matcher id = JOB.matcher(said.substring(said.indexOf("JobID")));
      assertThat(id.find()).as(said).isTrue();
      jobs.add(id.group());
    }
    return jobs;
  }

  private void cancel(String job) {
    try {
      flink("cancel", job);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The cluster may not be up yet. */
  private String flink(String... arguments) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      int code = start(CliFrontend.class, arguments).waitFor();
      String said = Files.readString(log(CliFrontend.class));
      if (code == 0) {
        return said;
      }
      assertThat(System.nanoTime()).as(said).isLessThan(end);
    }
  }

  /** What is no record of ours is quarantined: a row for each, once. */
  private void deliver(String servers, int all) throws Exception {
    try (var raw = new TopicWriter(servers, Topics.RAW)) {
      for (int i = 0; i < RECORDS; i++) {
        raw.write("noise", new byte[] {1, 2, (byte) i, (byte) all});
      }
    }
    long end = System.nanoTime() + LIMIT_NANOS;
    Path store = new CloudDirectories(root.resolve("data/cloud")).store();
    try (var rows = IcebergStore.open(store)) {
      while (rows.count(Part.QUARANTINE) < all) {
        assertThat(System.nanoTime()).as("rows in time").isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(200);
      }
      assertThat(rows.count(Part.QUARANTINE)).isEqualTo(all);
    }
  }
}
