package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.messages.webmonitor.JobDetails;
import org.apache.flink.runtime.messages.webmonitor.MultipleJobsDetails;
import org.apache.flink.runtime.rest.util.RestMapperUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes of the distributed way; their JVMs look names up in a file of the test. */
@DisplayName("Law.md C1, design idea 11: a name that leads abroad ends the process")
class OnshoreGuardTest {
  private static final long LIMIT_SECONDS = 120;

  @TempDir private Path folder;
  private final Map<String, Process> processes = new LinkedHashMap<>();

  private final HttpServer flink;

  /** A JobManager that says that both jobs run. */
  OnshoreGuardTest() throws IOException {
    this.flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    byte[] jobs =
        RestMapperUtils.getStrictObjectMapper()
            .writeValueAsBytes(
                new MultipleJobsDetails(List.of(running("admission"), running("store-writer"))));
    flink.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, jobs.length);
          exchange.getResponseBody().write(jobs);
          exchange.close();
        });
  }

  private static JobDetails running(String name) {
    int[] tasks = new int[ExecutionState.values().length];
    return new JobDetails(new JobID(), name, 1, -1, 1, JobStatus.RUNNING, 1, tasks, 0);
  }

  @AfterEach
  void stop() {
    flink.stop(0);
    processes.values().forEach(each -> each.destroyForcibly().onExit().join());
  }

  @Test
  void processes_nameOfKafkaLeadsAbroadLater_endWithTheOneError() throws Exception {
    kafkaIsAt("127.0.0.1");
    flink.start();
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      String servers = broker.bootstrapServers();
      String prepared = configuration(servers).toString();
      assertThat(Result.run("cloud", "prepare", "--config", prepared).exitCode()).isZero();
      Path config = configuration(servers.replace("127.0.0.1", "kafka.example.cn"));
      for (String name : List.of("receiver", "appender", "job", "console")) {
        processes.put(name, start(name, config));
      }
      for (String name : processes.keySet()) {
        await(name, "event=ready");
      }
      assertThat(processes.values()).allMatch(Process::isAlive);

      kafkaIsAt("198.51.100.7");

      for (var each : processes.entrySet()) {
        assertThat(each.getValue().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(each.getValue().exitValue()).as(each.getKey()).isEqualTo(1);
        assertThat(log(each.getKey()))
            .content()
            .contains(
                "Stopped: kafka (kafka.example.cn, labelled CN) is not onshore any more.",
                "198.51.100.7, which is in no listed network");
      }
    }
  }

  private void kafkaIsAt(String address) throws IOException {
    Files.writeString(folder.resolve("hosts"), address + " kafka.example.cn\n");
  }

  private Path configuration(String servers) throws IOException {
    return Files.writeString(
        folder.resolve("cloud.yaml"),
        """
        installation: {data: %s, check-names: 200ms}
        kafka: {servers: "%s", replicas: 1}
        receiver: {host: 127.0.0.1, port: 0}
        job: {flink: "http://127.0.0.1:%d"}
        console: {port: 0}
        """
            .formatted(folder.resolve("data"), servers, flink.getAddress().getPort()));
  }

  private Process start(String name, Path config) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(
        List.of("-Djdk.net.hosts.file=" + folder.resolve("hosts"), "-Dsun.net.inetaddr.ttl=0"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of("cloud", name, "--config", config.toString()));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(log(name).toFile())
        .start();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void await(String name, String line) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!Files.readString(log(name)).contains(line)) {
      assertThat(System.nanoTime()).as(Files.readString(log(name))).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
