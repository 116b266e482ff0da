package dev.breakwater.agent.survey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.breakwater.agent.statutory.TestTls;
import dev.breakwater.agent.uplink.Authority;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A surveying unit that notes what it gets and answers as the test says. */
public final class TestUnit implements AutoCloseable {
  /** Method, category, time of the capture, and length of each delivery. */
  final List<String> received = new CopyOnWriteArrayList<>();

  /** What the deliveries held. */
  public final List<String> bodies = new CopyOnWriteArrayList<>();

  volatile int status = 204;
  private final VehicleIdentity identity;
  private final HttpsServer server;

  public TestUnit() throws Exception {
    identity = new Authority().issue("unit", "127.0.0.1");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(TestTls.serverOf(identity)));
    server.createContext("/geodata", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(new String(body, StandardCharsets.UTF_8));
    received.add(
        String.join(
            " ",
            exchange.getRequestMethod(),
            headers.getFirst("Data-Category"),
            headers.getFirst("Captured-At"),
            String.valueOf(body.length)));
    exchange.getResponseHeaders().add("Location", "https://127.0.0.1/elsewhere");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  /** Returns where it is, with its certificate pinned. */
  public UnitEndpoint endpoint() throws Exception {
    return endpoint(pin());
  }

  UnitEndpoint endpoint(Digest pin) {
    var address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/geodata");
    return new UnitEndpoint(address, pin, new OnshoreNetworks(List.of()));
  }

  Digest pin() throws Exception {
    return Digest.of(identity.chain().get(0).getEncoded());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
