package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.broker.ChildJvm;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A network between one car and one receiver: loses, delays and reorders datagrams by a seed, is
 * cut for a while, and gives the car another port. Arguments: the receiver's port, the seed, a file
 * that gets every datagram that a car sent. Commands on standard input, each answered with {@code
 * ok}:
 *
 * <pre>
 * loss PERCENT            of the datagrams in each direction
 * delay MILLIS MILLIS     at least and at most; what is between reorders
 * cut MILLIS              nothing comes through for so long
 * rebind                  the receiver sees another port of the car from now on
 * </pre>
 */
final class RelayMain {
  private static final int MAX_DATAGRAM = 64 << 10;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector = Selector.open();
  private final DatagramChannel front = open();
  private final InetSocketAddress receiver;
  private final Random random;
  private final DataOutputStream capture;
  private final Queue<String> commands = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Late> late =
      new PriorityQueue<>(Comparator.comparingLong(Late::dueNanos).thenComparingLong(Late::order));

  /** By the car's socket, as a network address translation has them: a car may use two at once. */
  private final Map<SocketAddress, DatagramChannel> backs = new HashMap<>();

  private int lossPercent;
  private int leastDelay;
  private int mostDelay;
  private long cutUntilNanos = System.nanoTime();
  private long order;

  private record Late(
      long dueNanos, long order, boolean toReceiver, SocketAddress car, ByteBuffer bytes) {}

  private RelayMain(int receiverPort, long seed, Path captureFile) throws IOException {
    this.receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), receiverPort);
    this.random = new Random(seed);
    this.capture = new DataOutputStream(Files.newOutputStream(captureFile));
  }

  private DatagramChannel open() throws IOException {
    var channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    return channel;
  }

  public static void main(String[] args) throws IOException {
    var relay = new RelayMain(Integer.parseInt(args[0]), Long.parseLong(args[1]), Path.of(args[2]));
    var reading = new Thread(relay::readCommands, "commands");
    reading.setDaemon(true);
    reading.start();
    ChildJvm.announce(
        Integer.toString(((InetSocketAddress) relay.front.getLocalAddress()).getPort()));
    relay.run();
  }

  private void readCommands() {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        selector.wakeup();
      }
    } catch (IOException e) {
      // The parent is gone, and so are we.
    }
    Runtime.getRuntime().halt(0);
  }

  private void run() throws IOException {
    while (true) {
      Late next = late.peek();
      long wait = next == null ? Long.MAX_VALUE : next.dueNanos() - System.nanoTime();
      if (wait > 0) {
        selector.select(next == null ? 0 : 1 + wait / NANOS_PER_MILLI);
      }
      selector.selectedKeys().clear();
      for (String line = commands.poll(); line != null; line = commands.poll()) {
        obey(line.split(" "));
      }
      receiveFromCar();
      for (var back : backs.entrySet()) {
        receiveFor(back.getKey(), back.getValue());
      }
      while (late.peek() != null && late.peek().dueNanos() <= System.nanoTime()) {
        send(late.poll());
      }
    }
  }

  private void obey(String[] words) throws IOException {
    switch (words[0]) {
      case "loss" -> lossPercent = Integer.parseInt(words[1]);
      case "delay" -> {
        leastDelay = Integer.parseInt(words[1]);
        mostDelay = Integer.parseInt(words[2]);
      }
      case "cut" -> cutUntilNanos = System.nanoTime() + Long.parseLong(words[1]) * NANOS_PER_MILLI;
      case "rebind" -> {
        for (DatagramChannel back : backs.values()) {
          back.close();
        }
        backs.clear();
      }
      default -> throw new IOException("no such command: " + words[0]);
    }
    System.out.println("ok");
  }

  private void receiveFromCar() throws IOException {
    var bytes = ByteBuffer.allocate(MAX_DATAGRAM);
    for (SocketAddress car = front.receive(bytes); car != null; car = front.receive(bytes)) {
      bytes.flip();
      record(bytes.duplicate());
      pass(true, car, bytes);
      bytes = ByteBuffer.allocate(MAX_DATAGRAM);
    }
  }

  private void receiveFor(SocketAddress car, DatagramChannel back) throws IOException {
    var bytes = ByteBuffer.allocate(MAX_DATAGRAM);
    while (back.receive(bytes) != null) {
      pass(false, car, bytes.flip());
      bytes = ByteBuffer.allocate(MAX_DATAGRAM);
    }
  }

  private void pass(boolean toReceiver, SocketAddress car, ByteBuffer bytes) {
    boolean lost = random.nextInt(100) < lossPercent || System.nanoTime() - cutUntilNanos < 0;
    if (!lost) {
      int delay = leastDelay + random.nextInt(1 + mostDelay - leastDelay);
      long due = System.nanoTime() + delay * NANOS_PER_MILLI;
      late.add(new Late(due, order++, toReceiver, car, bytes));
    }
  }

  private void record(ByteBuffer bytes) throws IOException {
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    capture.writeInt(content.length);
    capture.write(content);
    capture.flush();
  }

  private void send(Late datagram) throws IOException {
    if (!datagram.toReceiver()) {
      front.send(datagram.bytes(), datagram.car());
      return;
    }
    DatagramChannel back = backs.get(datagram.car());
    if (back == null) {
      back = open();
      backs.put(datagram.car(), back);
    }
    back.send(datagram.bytes(), receiver);
  }
}
