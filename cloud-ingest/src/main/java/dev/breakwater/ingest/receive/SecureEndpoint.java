package dev.breakwater.ingest.receive;

import dev.breakwater.wire.Item;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.DtlsClusterConnector;
import org.eclipse.californium.scandium.config.DtlsClusterConnectorConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.MultiNodeConnectionIdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * CoAP over DTLS 1.2 with connection ids (RFC 9146): both sides show X.509 certificates of our own
 * authority, or there is no session.
 */
final class SecureEndpoint {
  private static final int CONNECTION_ID_BYTES = 6;
  private static final int BLOCK_BYTES = 1024;

  /** Repeated messages are recognized among the last ones of a peer; the job drops the others. */
  private static final int REMEMBERED_MESSAGES = 64;

  /**
   * And for this time: a message is repeated for 45 s at the most (RFC 7252 section 4.8.2,
   * MAX_TRANSMIT_SPAN). The standard's 247 s, for networks that hold a message back for 100 s,
   * would make a receiver hold so many seconds' worth of answers.
   */
  private static final int REMEMBERED_SECONDS = 60;

  /** Parts of a body whose sender went away are forgotten after this time. */
  private static final int BLOCKWISE_IDLE_SECONDS = 30;

  private final ReloadableIdentity identity;
  private final ReloadableTrust trust;
  private final OpenConnections connections = new OpenConnections();
  private final DTLSConnector connector;

  SecureEndpoint(ReceiverSettings settings, Configuration configuration) {
    this.identity = new ReloadableIdentity(settings.credentials());
    this.trust = new ReloadableTrust(List.of(settings.authority()));
    this.connector = connector(settings, configuration);
  }

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
        .set(CoapConfig.EXCHANGE_LIFETIME, REMEMBERED_SECONDS, TimeUnit.SECONDS)
        .set(CoapConfig.USE_MESSAGE_OFFLOADING, true) // the answer is kept, not the request's body
        .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.SERVER_ONLY)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
        .set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false)
        .set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.NEEDED);
  }

  private DTLSConnector connector(ReceiverSettings settings, Configuration configuration) {
    var dtls =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(settings.address())
            .setCertificateIdentityProvider(identity)
            .setAdvancedCertificateVerifier(trust)
            .setConnectionListener(connections)
            .setLoggingTag("receiver");
    ReceiverNodes nodes = settings.nodes();
    return nodes == null
        ? new DTLSConnector(dtls.build())
        : new DtlsClusterConnector(
            dtls.setConnectionIdGenerator(
                    new MultiNodeConnectionIdGenerator(nodes.own(), CONNECTION_ID_BYTES))
                .build(),
            between(nodes),
            others(nodes));
  }

  /** Answers go back by the receiver that the vehicle called: it knows no other address. */
  private static DtlsClusterConnectorConfig between(ReceiverNodes nodes) {
    return DtlsClusterConnectorConfig.builder()
        .setAddress(nodes.ownAddress())
        .setBackwardMessage(true)
        .build();
  }

  private static DtlsClusterConnector.ClusterNodesProvider others(ReceiverNodes nodes) {
    return new DtlsClusterConnector.ClusterNodesProvider() {
      @Override
      public @Nullable InetSocketAddress getClusterNode(int number) {
        return nodes.addresses().get(number);
      }

      /** Whether it runs is found out by its answer. */
      @Override
      public boolean available(InetSocketAddress address) {
        return nodes.addresses().containsValue(address);
      }
    };
  }

  DTLSConnector connector() {
    return connector;
  }

  ReloadableIdentity identity() {
    return identity;
  }

  ReloadableTrust trust() {
    return trust;
  }

  OpenConnections connections() {
    return connections;
  }
}
