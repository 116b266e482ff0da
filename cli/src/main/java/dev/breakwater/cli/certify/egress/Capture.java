package dev.breakwater.cli.certify.egress;

import dev.breakwater.cli.installation.CommandFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A capture of everything that passes an interface, by tcpdump in a process of its own: it sees
 * what any process sends, and runs on whatever becomes of this one.
 */
final class Capture implements AutoCloseable {
  private static final long START_SECONDS = 10;

  /** The kernel hands over what it has once a second; not at once, or its buffer holds little. */
  private static final long HANDOVER_MILLIS = 1500;

  private static final Pattern DROPPED = Pattern.compile("(\\d+) packets dropped by kernel");

  private final Process process;
  private final Thread copying;
  private final Thread listening;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  private Capture(Process process, Path file) {
    this.process = process;
    this.copying = new Thread(() -> copy(file), "capture");
    this.listening = new Thread(this::listen, "capture-messages");
  }

  /**
   * Begins to capture; what is sent from the return on is in the file.
   *
   * @param networkInterface name of it, or {@code any}
   * @throws CommandFailedException if tcpdump is not there, or may not capture
   */
  static Capture start(String networkInterface, Path file)
      throws IOException, CommandFailedException, InterruptedException {
    var command =
        List.of(
            "tcpdump",
            "-n",
            "-U",
            "-s",
            Integer.toString(PcapReader.MAX_PACKET_BYTES),
            "-B",
            "16384",
            "-i",
            networkInterface,
            "-w",
            "-");
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new CommandFailedException(
          "tcpdump does not start (" + e.getMessage() + ").",
          "Install it: apt-get install tcpdump.");
    }
    process.getOutputStream().close();
    var capture = new Capture(process, file);
    capture.copying.start();
    capture.listening.start();
    capture.awaitListening();
    return capture;
  }

  private void copy(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      process.getInputStream().transferTo(out);
    } catch (IOException e) {
      said.add("the capture cannot be written: " + e.getMessage());
      process.destroy();
    }
  }

  private void listen() {
    try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8)) {
      in.lines().forEach(said::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      said.add(String.valueOf(e.getMessage()));
    }
  }

  private void awaitListening() throws CommandFailedException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (said.stream().noneMatch(line -> line.contains("listening on"))) {
      if (!process.isAlive() || System.nanoTime() - until > 0) {
        process.destroy();
        listening.join(TimeUnit.SECONDS.toMillis(1));
        throw new CommandFailedException(
            "tcpdump cannot capture (" + String.join("; ", said) + ").",
            "Name an interface that is there, and run this as root or with CAP_NET_RAW.");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Returns whether it still captures. */
  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Ends the capture, once all that was sent before is in the file.
   *
   * @return packets that the kernel could not keep for it; -1 if tcpdump did not say
   */
  long stop() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(HANDOVER_MILLIS);
    close();
    copying.join();
    listening.join();
    return said.stream()
        .map(DROPPED::matcher)
        .filter(Matcher::find)
        .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
        .findFirst()
        .orElse(-1);
  }

  /** Tcpdump ends in order: it writes what it has. */
  @Override
  public void close() {
    process.toHandle().destroy();
  }
}
