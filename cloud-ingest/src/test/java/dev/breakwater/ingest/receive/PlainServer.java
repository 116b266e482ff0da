package dev.breakwater.ingest.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

/** Californium alone with our settings: takes a body at {@code /i}, does nothing, answers 2.04. */
final class PlainServer implements AutoCloseable {
  private final CoapServer server;
  private final CoapEndpoint endpoint;

  PlainServer(ReceiverSettings settings) throws IOException {
    var configuration = SecureEndpoint.configuration();
    var credentials = settings.credentials();
    var dtls =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .setCertificateIdentityProvider(
                new SingleCertificateProvider(
                    credentials.key(),
                    credentials.chain().toArray(X509Certificate[]::new),
                    CertificateType.X_509))
            .setAdvancedCertificateVerifier(
                StaticNewAdvancedCertificateVerifier.builder()
                    .setTrustedCertificates(settings.authority())
                    .build())
            .build();
    this.endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(new DTLSConnector(dtls))
            .build();
    this.server = new CoapServer(configuration);
    server.addEndpoint(endpoint);
    server.add(
        new CoapResource("i") {
          @Override
          public void handlePOST(CoapExchange exchange) {
            exchange.respond(ResponseCode.CHANGED);
          }
        });
    server.start();
  }

  int port() {
    return endpoint.getAddress().getPort();
  }

  @Override
  public void close() {
    server.destroy();
  }
}
