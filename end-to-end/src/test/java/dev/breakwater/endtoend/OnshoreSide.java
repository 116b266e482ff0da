package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.checkpoint.WitnessKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code cloud run} on an installation; its JVM looks names up in a file of the test. */
final class OnshoreSide implements AutoCloseable {
  private final Path output;
  private final Process process;

  private OnshoreSide(Path output, Process process) {
    this.output = output;
    this.process = process;
  }

  /** Starts it with a witness in the next room, and waits until it runs. */
  static OnshoreSide start(Path data) throws IOException, InterruptedException {
    String log = Files.readAllLines(data.resolve("trust/log-policy")).get(0);
    Files.writeString(
        witnesses(data),
        "%s\nwitness one %s https://witness.example.cn/\nquorum one\n"
            .formatted(log, WitnessKey.generate("witness", new SecureRandom()).verifierKey()));
    witnessIsAt(data, "127.0.0.1");
    Path config = data.resolve("cloud.yaml");
    Files.writeString(
        config,
        """
        installation: {data: "%s", check-names: 200ms}
        receiver: {host: 127.0.0.1, port: 0}
        job: {checkpoint-interval: 1s}
        console: {port: 0}
        """
            .formatted(data));
    Path output = data.resolve("cloud.out");
    Process process =
        Product.start(
            names(data), output, "cloud", "run", "--port", "0", "--config", config.toString());
    while (process.isAlive() && !Files.readString(output).contains("event=ready")) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
    return new OnshoreSide(output, process);
  }

  /** Nobody cosigns the log from the next start on. */
  static void forgetWitness(Path data) throws IOException {
    Files.delete(witnesses(data));
  }

  private static Path witnesses(Path data) {
    return data.resolve("cloud/witnesses");
  }

  /** Says where the witness is, to whoever was started with {@link #names}. */
  static void witnessIsAt(Path data, String address) throws IOException {
    String own = InetAddress.getLocalHost().getHostName();
    Files.writeString(
        data.resolve("hosts"),
        "127.0.0.1 localhost %s\n%s witness.example.cn\n".formatted(own, address));
  }

  /** Options of a JVM that asks the file of the test, each time anew. */
  static List<String> names(Path data) {
    return List.of("-Djdk.net.hosts.file=" + data.resolve("hosts"), "-Dsun.net.inetaddr.ttl=0");
  }

  /** Waits until it has ended by itself. */
  Product.Result ended() throws IOException, InterruptedException {
    return Product.finish(process, output);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
