package dev.breakwater.ingest.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * One address with several receivers behind it: what a car sends goes to the chosen one, as after a
 * change of the car's port; only that one's answers come back.
 */
final class Switch implements AutoCloseable {
  private static final int MAX_DATAGRAM = 64 << 10;

  private final DatagramChannel front = open();
  private volatile DatagramChannel back = open();
  private volatile InetSocketAddress receiver;
  private volatile @Nullable SocketAddress car;

  Switch(int receiverPort) throws IOException {
    this.receiver = loopback(receiverPort);
    daemon(this::forward);
    answers(back);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static DatagramChannel open() throws IOException {
    return DatagramChannel.open().bind(loopback(0));
  }

  int port() throws IOException {
    return ((InetSocketAddress) front.getLocalAddress()).getPort();
  }

  /** Sends on to another receiver, from another port. */
  void turnTo(int receiverPort) throws IOException {
    DatagramChannel old = back;
    DatagramChannel next = open();
    answers(next);
    receiver = loopback(receiverPort);
    back = next;
    old.close();
  }

  private void answers(DatagramChannel channel) {
    daemon(() -> pass(channel, (bytes, sender) -> front.send(bytes, car)));
  }

  private void forward() {
    pass(
        front,
        (bytes, sender) -> {
          car = sender;
          back.send(bytes, receiver);
        });
  }

  private interface Passing {
    void pass(ByteBuffer bytes, SocketAddress sender) throws IOException;
  }

  private static void pass(DatagramChannel channel, Passing passing) {
    var bytes = ByteBuffer.allocate(MAX_DATAGRAM);
    try {
      while (true) {
        SocketAddress sender = channel.receive(bytes.clear());
        passing.pass(bytes.flip(), sender);
      }
    } catch (ClosedChannelException e) {
      // Closed by the test.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "switch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    front.close();
    back.close();
  }
}
