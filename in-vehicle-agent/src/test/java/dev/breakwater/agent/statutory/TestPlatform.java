package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.DataUnit;
import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.agent.statutory.packet.Response;
import dev.breakwater.agent.statutory.packet.Row;
import dev.breakwater.agent.statutory.packet.Value;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A small platform as the standard describes it, with faults on demand. */
public final class TestPlatform implements AutoCloseable {
  /** A packet as it came. */
  public record Received(Packet packet, Bytes bytes) {}

  public final List<Received> received = new CopyOnWriteArrayList<>();

  volatile Response login = Response.SUCCESS;

  /** What a report is answered by; silence is consent. */
  volatile Optional<Response> report = Optional.empty();

  /** Sends each answer in two pieces, some time apart. */
  volatile boolean halves;

  /** Sends half of the answer to the next report or heartbeat, and hangs up. */
  volatile boolean hangsUpInAnswer;

  private final ServerSocket server;
  private volatile boolean closed;

  TestPlatform(ServerSocketFactory sockets, int port) throws IOException {
    this.server = sockets.createServerSocket(port, 5, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::serve, "test-platform");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Returns what came of a command, oldest first. */
  public List<Received> received(Command command) {
    return received.stream().filter(each -> each.packet().command() == command).toList();
  }

  private void serve() {
    while (!closed) {
      try (Socket socket = server.accept()) {
        converse(socket);
      } catch (IOException e) {
        // The terminal hung up, or this platform was closed.
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    var stream = new PacketStream(socket.getInputStream());
    while (!closed) {
      Bytes bytes = stream.next();
      Packet packet;
      try {
        packet = Packet.decode(bytes);
      } catch (Exception e) {
        throw new AssertionError("the terminal sent what is no packet", e);
      }
      received.add(new Received(packet, bytes));
      Optional<Response> response = response(packet.command());
      if (response.isPresent()) {
        answer(socket, packet, response.get());
      }
    }
  }

  private Optional<Response> response(Command command) {
    return switch (command) {
      case VEHICLE_LOGIN -> Optional.of(login);
      case REPORT, REISSUE -> report;
      default -> Optional.of(Response.SUCCESS);
    };
  }

  private void answer(Socket socket, Packet asked, Response response) throws IOException {
    byte[] bytes = answer(asked, response).encode().toArray();
    var out = socket.getOutputStream();
    int half = bytes.length / 2;
    if (hangsUpInAnswer && asked.command() == Command.HEARTBEAT) {
      hangsUpInAnswer = false;
      out.write(bytes, 0, half);
      throw new IOException("hung up");
    }
    if (halves) {
      out.write(bytes, 0, half);
      out.flush();
      pause();
      out.write(bytes, half, bytes.length - half);
    } else {
      out.write(bytes);
    }
    out.flush();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Packet answer(Packet asked, Response response) {
    DataUnit unit = new DataUnit.Empty();
    if (asked.unit() instanceof DataUnit.Report report) {
      unit = new DataUnit.Fields(new Row(Map.of("time", new Value.Time(report.at()))));
    } else if (asked.unit() instanceof DataUnit.Fields fields) {
      unit = new DataUnit.Fields(new Row(Map.of("time", fields.row().values().get("time"))));
    }
    return new Packet(
        asked.edition(), asked.command(), response, asked.vin(), asked.encryption(), unit);
  }

  public static TestPlatform plain() throws IOException {
    return new TestPlatform(ServerSocketFactory.getDefault(), 0);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
  }
}
