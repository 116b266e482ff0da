package dev.breakwater.agent.capture.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real broker on a port of its own, which can be stopped and started again. */
public final class Mosquitto implements AutoCloseable {
  private static final String BROKER = "/usr/sbin/mosquitto";

  private final Path home;
  private final int port;
  private @Nullable Process process;

  public Mosquitto(Path home) throws IOException {
    this.home = home;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  /** Says why a test that needs it is skipped, or nothing. */
  public static boolean isInstalled() {
    boolean installed =
        Files.isExecutable(Path.of(BROKER))
            && Files.isExecutable(Path.of("/usr/bin/mosquitto_pub"));
    if (!installed) {
      System.out.println("skipped: mosquitto and mosquitto-clients are not installed");
    }
    return installed;
  }

  public InVehicleAddress address() {
    return new InVehicleAddress("127.0.0.1:" + port);
  }

  public void start() throws IOException, InterruptedException {
    Path settings = home.resolve("mosquitto.conf");
    Files.writeString(
        settings, "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\n");
    process =
        new ProcessBuilder(BROKER, "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("mosquitto.log").toFile())
            .start();
    while (!answers()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Publishes each line as one message. */
  public void publish(String topic, String lines) throws IOException, InterruptedException {
    Path file = Files.writeString(home.resolve("lines"), lines);
    List<String> command =
        Stream.of("mosquitto_pub", "-h", "127.0.0.1", "-p", "" + port, "-t", topic, "-l").toList();
    Process publisher =
        new ProcessBuilder(command).inheritIO().redirectInput(file.toFile()).start();
    if (publisher.waitFor() != 0) {
      throw new IOException("mosquitto_pub failed");
    }
  }

  public void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor();
      process = null;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
