package dev.breakwater.ingest.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The two ports of an embedded broker, remembered beside its data so that clients of an earlier
 * start find the broker again.
 */
record LoopbackPorts(int clients, int controller) {
  private static final String FILE = "ports";

  /** Returns the remembered ports while both are free, else two new ones, which it remembers. */
  static LoopbackPorts claim(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      LoopbackPorts remembered = read(file);
      if (isFree(remembered.clients) && isFree(remembered.controller)) {
        return remembered;
      }
    }
    LoopbackPorts drawn = draw();
    drawn.write(file);
    return drawn;
  }

  private static LoopbackPorts read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    try {
      return new LoopbackPorts(Integer.parseInt(lines.get(0)), Integer.parseInt(lines.get(1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException(file + " does not hold two port numbers; delete it", e);
    }
  }

  private static LoopbackPorts draw() throws IOException {
    try (ServerSocket first = bind(0);
        ServerSocket second = bind(0)) {
      return new LoopbackPorts(first.getLocalPort(), second.getLocalPort());
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private void write(Path file) throws IOException {
    Path fresh = file.resolveSibling(FILE + ".new");
    Files.writeString(fresh, clients + "\n" + controller + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
