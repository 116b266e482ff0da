package dev.breakwater.ingest.receive;

import dev.breakwater.wire.Item;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

/**
 * CoAP over DTLS 1.2 with connection ids (RFC 9146): both sides show X.509 certificates of our own
 * authority, or there is no session.
 */
final class SecureEndpoint {
  private static final int CONNECTION_ID_BYTES = 6;
  private static final int BLOCK_BYTES = 1024;

  /** Repeated messages are recognized among the last ones of a peer; the job drops the others. */
  private static final int REMEMBERED_MESSAGES = 64;

  /** Parts of a body whose sender went away are forgotten after this time. */
  private static final int BLOCKWISE_IDLE_SECONDS = 30;

  private SecureEndpoint() {}

  static Configuration configuration() {
    CoapConfig.register();
    DtlsConfig.register();
    return Configuration.createStandardWithoutFile()
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, Item.MAX_BYTES)
        .set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES)
        .set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES)
        .set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, BLOCKWISE_IDLE_SECONDS, TimeUnit.SECONDS)
        .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
        .set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, REMEMBERED_MESSAGES)
        .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.SERVER_ONLY)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
        .set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false)
        .set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.NEEDED);
  }

  static CoapEndpoint of(ReceiverSettings settings, Configuration configuration) {
    var credentials = settings.credentials();
    var dtls =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(settings.address())
            .setCertificateIdentityProvider(
                new SingleCertificateProvider(
                    credentials.key(),
                    credentials.chain().toArray(X509Certificate[]::new),
                    CertificateType.X_509))
            .setAdvancedCertificateVerifier(
                StaticNewAdvancedCertificateVerifier.builder()
                    .setTrustedCertificates(settings.authority())
                    .setSupportedCertificateTypes(List.of(CertificateType.X_509))
                    .build())
            .setLoggingTag("receiver")
            .build();
    return CoapEndpoint.builder()
        .setConfiguration(configuration)
        .setConnector(new DTLSConnector(dtls))
        .build();
  }
}
