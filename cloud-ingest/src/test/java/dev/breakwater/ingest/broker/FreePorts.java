package dev.breakwater.ingest.broker;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for a process that is killed and started again. They lie below
 * those that the system gives to whoever asks for any (on Linux, 32768 and above): while the
 * process is away, no client gets its port.
 */
public final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int END = 32_000;

  private FreePorts() {}

  private interface Binding {
    void bind(InetSocketAddress address) throws IOException;
  }

  public static int tcp() {
    return free(
        address -> {
          try (var socket = new ServerSocket()) {
            socket.bind(address);
          }
        });
  }

  public static int udp() {
    return free(address -> new DatagramSocket(address).close());
  }

  private static int free(Binding binding) {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try {
        binding.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Taken; another is drawn.
      }
    }
  }
}
