package dev.breakwater.ingest.onshore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's PostgreSQL on a directory of its own; it does not run as root. */
final class PostgresServer implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final int LIMIT_SECONDS = 120;

  private final Path programs;
  private final Path root;
  private final int port;

  private PostgresServer(Path programs, Path root, int port) {
    this.programs = programs;
    this.root = root;
    this.port = port;
  }

  /** Returns the folder of its programs, if this machine has it. */
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(each -> each.resolve("bin"))
          .filter(each -> Files.exists(each.resolve("initdb")))
          .findFirst();
    }
  }

  static PostgresServer start(Path programs) throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("postgres-");
    run(List.of("chmod", "777", root.toString()));
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var server = new PostgresServer(programs, root, port);
    server.asItself("initdb", "-D", server.data(), "-U", "breakwater", "-A", "trust");
    server.asItself(
        "pg_ctl",
        "-D",
        server.data(),
        "-w",
        "-l",
        root.resolve("log").toString(),
        "-o",
        "-p " + port + " -c listen_addresses=127.0.0.1 -k " + root,
        "start");
    return server;
  }

  private String data() {
    return root.resolve("data").toString();
  }

  String address() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private void asItself(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      line.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    line.add(programs.resolve(program).toString());
    line.addAll(List.of(arguments));
    run(line);
  }

  private static void run(List<String> line) throws IOException, InterruptedException {
    Path output = Files.createTempFile("postgres-", ".out");
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .directory(Path.of("/").toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      throw new IOException(line + ": " + Files.readString(output));
    }
    Files.delete(output);
  }

  @Override
  public void close() throws IOException {
    try {
      asItself("pg_ctl", "-D", data(), "-m", "immediate", "stop");
      run(List.of("rm", "-rf", root.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL stopped", e);
    }
  }
}
