package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

/** A plain CoAP client with a certificate, one request at a time. */
final class VehicleClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final CoapEndpoint endpoint;
  private final int port;

  VehicleClient(Credentials credentials, X509Certificate authority, int port) throws IOException {
    CoapConfig.register();
    DtlsConfig.register();
    var configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 1 << 20)
            .set(CoapConfig.PREFERRED_BLOCK_SIZE, 1024)
            .set(CoapConfig.MAX_MESSAGE_SIZE, 1024);
    this.endpoint = endpoint(configuration, credentials, authority);
    this.port = port;
    endpoint.start();
  }

  private static CoapEndpoint endpoint(
      Configuration configuration, Credentials credentials, X509Certificate authority) {
    return CoapEndpoint.builder()
        .setConfiguration(configuration)
        .setConnector(new DTLSConnector(dtls(configuration, credentials, authority)))
        .build();
  }

  static DtlsConnectorConfig dtls(
      Configuration configuration, Credentials credentials, X509Certificate authority) {
    return DtlsConnectorConfig.builder(configuration)
        .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.CLIENT_ONLY)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0)
        .setCertificateIdentityProvider(
            new SingleCertificateProvider(
                credentials.key(),
                credentials.chain().toArray(X509Certificate[]::new),
                CertificateType.X_509))
        .setAdvancedCertificateVerifier(
            StaticNewAdvancedCertificateVerifier.builder()
                .setTrustedCertificates(authority)
                .build())
        .build();
  }

  /** Returns the final answer, or nothing if there was none within eight seconds. */
  Optional<Response> post(String path, Bytes body) throws InterruptedException, IOException {
    var request = Request.newPost();
    request.setPayload(body.toArray());
    return send(request, path);
  }

  /** The same for a question. */
  Optional<Response> get(String path) throws InterruptedException, IOException {
    return send(Request.newGet(), path);
  }

  private Optional<Response> send(Request request, String path)
      throws InterruptedException, IOException {
    request.setDestinationContext(receiver(port));
    request.setURI("coaps://127.0.0.1:" + port + "/" + path);
    endpoint.sendRequest(request);
    Optional<Response> response = Optional.ofNullable(request.waitForResponse(PATIENCE.toMillis()));
    request.cancel();
    return response;
  }

  /** Returns the receiver's address, named as its certificate names it, not "localhost". */
  static EndpointContext receiver(int port) throws UnknownHostException {
    var loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    return new AddressEndpointContext(new InetSocketAddress(loopback, port));
  }

  /** Returns the DTLS session that an answer came in: another handshake has another time. */
  static Long handshakeMillis(Response response) {
    return response.getSourceContext().get(DtlsEndpointContext.KEY_HANDSHAKE_TIMESTAMP);
  }

  @Override
  public void close() {
    endpoint.destroy();
  }
}
