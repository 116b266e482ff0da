package dev.breakwater.ingest.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A process of a Flink cluster, started as Flink's own scripts do: its entry point, a folder. */
final class FlinkProcess implements AutoCloseable {
  private static final int LIMIT_SECONDS = 30;

  private final Process process;

  private FlinkProcess(Process process) {
    this.process = process;
  }

  /** Writes the settings of a small cluster that is addressed at these ports. */
  static void configure(Path folder, int rpcPort, int restPort) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
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
        heartbeat.interval: 2000
        heartbeat.timeout: 8000
        cluster.registration.error-delay: 500
        """
            .formatted(rpcPort, restPort));
  }

  static FlinkProcess jobManager(Path folder, Path log) throws IOException {
    return start(StandaloneSessionClusterEntrypoint.class, folder, log);
  }

  static FlinkProcess taskManager(Path folder, Path log) throws IOException {
    return start(TaskManagerRunner.class, folder, log);
  }

  private static FlinkProcess start(Class<?> main, Path folder, Path log) throws IOException {
    return new FlinkProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--configDir",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
