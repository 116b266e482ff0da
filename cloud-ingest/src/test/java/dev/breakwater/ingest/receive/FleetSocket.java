package dev.breakwater.ingest.receive;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The UDP sockets of many vehicles as one: a DTLS connector that uses it has a connection for each
 * of them. To the connector the receiver has as many addresses as there are vehicles, the port
 * being the vehicle's number; to the receiver each vehicle has a port of its own, which may change.
 * One thread receives, any may send.
 */
final class FleetSocket extends DatagramSocket {
  private final InetSocketAddress receiver;
  private final Selector selector = Selector.open();
  private final Map<Integer, DatagramChannel> channels = new ConcurrentHashMap<>();

  /** Of the thread that receives. */
  private Iterator<SelectionKey> ready = Collections.emptyIterator();

  /** Returns one that is not bound: its own port is not used. */
  FleetSocket(InetSocketAddress receiver) throws IOException {
    super((SocketAddress) null);
    this.receiver = receiver;
  }

  /** Gives a vehicle a port, in place of the one that it had. */
  void connect(int vehicle) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.connect(receiver);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, vehicle);
    selector.wakeup();
    DatagramChannel before = channels.put(vehicle, channel);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void send(DatagramPacket packet) throws IOException {
    DatagramChannel channel = channels.get(packet.getPort());
    if (channel != null) { // what is sent while the port changes is lost, as on a network
      channel.write(ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength()));
    }
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    while (true) {
      while (ready.hasNext()) {
        if (read(ready.next(), packet)) {
          return;
        }
      }
      selector.selectedKeys().clear();
      selector.select();
      if (!selector.isOpen()) {
        throw new SocketException("closed");
      }
      ready = selector.selectedKeys().iterator();
    }
  }

  private boolean read(SelectionKey key, DatagramPacket packet) throws IOException {
    try {
      int length = ((DatagramChannel) key.channel()).read(ByteBuffer.wrap(packet.getData()));
      packet.setLength(length);
      packet.setSocketAddress(
          new InetSocketAddress(receiver.getAddress(), (Integer) key.attachment()));
      return length > 0;
    } catch (PortUnreachableException | ClosedChannelException e) {
      return false; // the port was changed, or the receiver is not there now
    }
  }

  @Override
  public void close() {
    super.close();
    try {
      selector.close();
      for (DatagramChannel each : channels.values()) {
        each.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
