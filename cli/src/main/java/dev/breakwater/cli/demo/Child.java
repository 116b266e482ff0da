package dev.breakwater.cli.demo;

import dev.breakwater.agent.keys.Pkcs11KeyVault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One process of the demo: the same program on the same class path, with a command of its own. Its
 * output goes to a log file and, line by line, to a listener.
 */
final class Child implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final String name;
  private final Process process;
  private final Thread reader;

  private Child(String name, Process process, Thread reader) {
    this.name = name;
    this.process = process;
    this.reader = reader;
  }

  /**
   * @param jvm options of its JVM, e.g. {@code -Xmx512m}
   * @param listener called on a thread of its own with every line the child prints
   */
  static Child start(
      String name, List<String> jvm, List<String> command, Path log, Consumer<String> listener)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm);
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.add(Pkcs11KeyVault.EXPORTS);
    line.add("dev.breakwater.cli.Main");
    line.addAll(command);
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    // Not on the command line: that stays readable in a list of processes.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    process.getOutputStream().close();
    var reader = new Thread(() -> copy(process, log, listener), "log-of-" + name);
    reader.setDaemon(true);
    reader.start();
    return new Child(name, process, reader);
  }

  private static void copy(Process process, Path log, Consumer<String> listener) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        var out =
            new PrintWriter(
                Files.newBufferedWriter(
                    log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(line);
        out.flush();
        listener.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("log of a child process", e);
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the exit code once the process has ended and its last line was read. */
  int exitCode() throws InterruptedException {
    int code = process.waitFor();
    reader.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    return code;
  }

  /** Asks the process to stop, waits, and ends it by force if it does not. */
  @Override
  public void close() {
    // An interrupt from before was meant for other work: the child still ends in order.
    boolean interrupted = Thread.interrupted();
    // Process.destroy would close the pipe under the reader, and lose the last lines.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      reader.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
