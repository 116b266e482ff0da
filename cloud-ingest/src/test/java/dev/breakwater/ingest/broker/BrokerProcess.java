package dev.breakwater.ingest.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An embedded broker in a JVM of its own, to be killed. */
public final class BrokerProcess implements AutoCloseable {
  private static final int LIMIT_SECONDS = 30;

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker with our topics on {@code directory} and waits until it serves. */
  public static BrokerProcess start(Path directory) throws IOException {
    Path log = directory.resolveSibling(directory.getFileName() + ".log");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    var reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("ready ")) {
        return new BrokerProcess(process, line.substring("ready ".length()));
      }
    }
    throw new IOException("the broker did not start: " + Files.readString(log));
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Runs until killed; ends by itself when its parent is gone. */
  public static void main(String[] args) throws IOException {
    var broker = EmbeddedBroker.start(Path.of(args[0]));
    TopicSetup.apply(broker.bootstrapServers(), (short) 1);
    System.out.println("ready " + broker.bootstrapServers());
    if (System.in.read() < 0) {
      Runtime.getRuntime().halt(0);
    }
  }
}
