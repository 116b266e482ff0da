package dev.breakwater.ingest.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A part of the onshore side in a JVM of its own, to be killed. */
public final class ChildJvm implements AutoCloseable {
  private static final String READY = "ready ";
  private static final int LIMIT_SECONDS = 30;

  private final Process process;
  private final BufferedReader reader;
  private final String told;

  private ChildJvm(Process process, BufferedReader reader, String told) {
    this.process = process;
    this.reader = reader;
    this.told = told;
  }

  /**
   * Starts {@code main} and waits until it has called {@link #ready}.
   *
   * @param log takes what the child writes to its error stream
   */
  public static ChildJvm start(Class<?> main, Path log, String... arguments) throws IOException {
    var process = process(main, log, arguments);
    var reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(READY)) {
        return new ChildJvm(process, reader, line.substring(READY.length()));
      }
    }
    throw new IOException(main.getName() + " did not start: " + Files.readString(log));
  }

  /** Starts one that becomes ready only together with others; does not wait. */
  public static ChildJvm launch(Class<?> main, Path log, String... arguments) throws IOException {
    var process = process(main, log, arguments);
    return new ChildJvm(process, process.inputReader(StandardCharsets.UTF_8), "");
  }

  private static Process process(Class<?> main, Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildJvm.class.getName(), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Runs the child's main; one that fails ends, though its other threads would go on. */
  public static void main(String[] args) throws Exception {
    var main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** Called by the child: tells the parent, then stays until it is killed or its parent is gone. */
  public static void ready(String message) throws IOException {
    announce(message);
    if (System.in.read() < 0) {
      Runtime.getRuntime().halt(0);
    }
  }

  /** Called by a child that reads its standard input itself. */
  public static void announce(String message) {
    System.out.println(READY + message);
  }

  /** Writes a line to a child that reads them, and returns the line it answers. */
  public String ask(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return String.valueOf(reader.readLine());
  }

  /** Returns the child's message. */
  public String told() {
    return told;
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
