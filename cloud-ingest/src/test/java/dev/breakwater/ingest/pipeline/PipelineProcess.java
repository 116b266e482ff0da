package dev.breakwater.ingest.pipeline;

import dev.breakwater.audit.checkpoint.SignerKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A pipeline in a JVM of its own, to be killed. */
final class PipelineProcess implements AutoCloseable {
  private static final int LIMIT_SECONDS = 30;

  private final Process process;

  private PipelineProcess(Process process) {
    this.process = process;
  }

  static PipelineProcess start(TestCloud cloud) throws IOException {
    Path root = cloud.directories().root();
    return new PipelineProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PipelineProcess.class.getName(),
                root.toString(),
                cloud.bootstrapServers(),
                cloud.signer().encode())
            .redirectError(ProcessBuilder.Redirect.appendTo(root.resolve("child.log").toFile()))
            .start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Runs until killed; ends by itself when its parent is gone. */
  public static void main(String[] args) throws Exception {
    var settings = TestCloud.settings(args[1], SignerKey.parse(args[2]));
    var directories = new CloudDirectories(Path.of(args[0]));
    try (CloudPipeline pipeline =
        CloudPipeline.start(settings, directories, InstantSource.system(), new SecureRandom())) {
      while (System.in.read() >= 0) {
        pipeline.health();
      }
    }
  }
}
