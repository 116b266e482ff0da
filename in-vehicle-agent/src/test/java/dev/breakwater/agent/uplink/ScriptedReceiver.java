package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Bytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

/** A CoAP/DTLS server that notes what arrives and answers as the test says. */
final class ScriptedReceiver implements AutoCloseable {
  /** What it says the time is. */
  static final Instant TIME = Instant.parse("2026-11-26T08:00:00Z");

  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final CoapServer server;
  private final CoapEndpoint endpoint;

  /** One complete request, and what was answered. */
  record Arrival(String resource, Bytes body, ResponseCode answer) {}

  /**
   * @param port 0 for any
   * @param script answers a resource's name and a body
   */
  ScriptedReceiver(VehicleIdentity identity, int port, Script script) {
    CoapConfig.register();
    DtlsConfig.register();
    var configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 512 << 10)
            .set(CoapConfig.PREFERRED_BLOCK_SIZE, 1024)
            .set(CoapConfig.MAX_MESSAGE_SIZE, 1024)
            .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
            .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.SERVER_ONLY)
            .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 6);
    var dtls =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .setCertificateIdentityProvider(
                new SingleCertificateProvider(
                    identity.key(),
                    identity.chain().toArray(X509Certificate[]::new),
                    CertificateType.X_509))
            .setAdvancedCertificateVerifier(
                StaticNewAdvancedCertificateVerifier.builder()
                    .setTrustedCertificates(identity.authority())
                    .build())
            .build();
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(new DTLSConnector(dtls))
            .build();
    server = new CoapServer(configuration);
    server.addEndpoint(endpoint);
    server.add(
        new Door("s", script), new Door("i", script), new Door("p", script), new Door("l", script));
    server.add(new Clock());
    server.start();
  }

  /** What the receiver answers. */
  interface Script extends Function<Arrival, Response> {}

  static Script acceptAll() {
    return arrival -> new Response(ResponseCode.CHANGED);
  }

  int port() {
    return endpoint.getAddress().getPort();
  }

  /** Returns the requests so far, in the order of their answers. */
  List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** Forgets every session; the port is free afterwards. */
  void crash() {
    server.destroy();
  }

  @Override
  public void close() {
    crash();
  }

  /** Tells always the same time; its answers are not noted. */
  private static final class Clock extends CoapResource {
    Clock() {
      super("t");
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      exchange.respond(ResponseCode.CONTENT, Long.toString(TIME.toEpochMilli()));
    }
  }

  private final class Door extends CoapResource {
    private final Script script;

    Door(String name, Script script) {
      super(name);
      this.script = script;
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
      answer(exchange, Bytes.of(exchange.getRequestPayload()));
    }

    /** The script gets the query as the body. */
    @Override
    public void handleGET(CoapExchange exchange) {
      String query = exchange.getRequestOptions().getUriQueryString();
      answer(exchange, Bytes.of(query.getBytes(StandardCharsets.UTF_8)));
    }

    private void answer(CoapExchange exchange, Bytes body) {
      Response response = script.apply(new Arrival(getName(), body, ResponseCode.CONTINUE));
      arrivals.add(new Arrival(getName(), body, response.getCode()));
      exchange.respond(response);
    }
  }
}
