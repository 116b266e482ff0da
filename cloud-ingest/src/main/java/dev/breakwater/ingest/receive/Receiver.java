package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.wire.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the onshore side: takes segments at {@code /s} and items at {@code /i} from enrolled
 * vehicles, answers 2.04 only after Kafka's commit, serves policy bundles at {@code /p}, the time
 * at {@code /t} and proofs that items are in the audit log at {@code /l}. A clean stop keeps the
 * DTLS connections for the next start, if the settings say where; after a crash vehicles shake
 * hands again and repeat what was not acknowledged. Safe for use by several threads.
 */
public final class Receiver implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Receiver.class);

  /** Longer than Kafka's limit for a commit: all that was taken is answered before a stop. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private static final Duration STOP_PAUSE = Duration.ofMillis(5);

  /** Answers are sent by other threads than the one that hears of the commit. */
  private static final Duration ANSWER_TIME = Duration.ofMillis(200);

  private final ReceiverSettings settings;
  private final SecureEndpoint secure;
  private final CoapEndpoint endpoint;
  private final CoapServer server;
  private final FairRawLog raw;
  private final ProofResource proofs;
  private final LimitingDeliverer deliverer;
  private final ReceiverCounts counts = new ReceiverCounts();
  private volatile Credentials credentials;

  private Receiver(ReceiverSettings settings, ReceiverParts parts) {
    var configuration = SecureEndpoint.configuration();
    var gatekeeper = new Gatekeeper(parts.vehicles(), parts.cipher());
    this.settings = settings;
    this.credentials = settings.credentials();
    this.secure = new SecureEndpoint(settings, configuration);
    this.endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(secure.connector())
            .build();
    this.raw = new FairRawLog(parts.raw(), settings.limits().recordsInFlight(), counts);
    this.proofs = new ProofResource("l", gatekeeper, parts.proofs());
    this.server = new CoapServer(configuration);
    server.add(
        new IngestResource("s", RawRecord.Kind.SEGMENT, gatekeeper, raw),
        new IngestResource("i", RawRecord.Kind.ITEM, gatekeeper, raw),
        new BundleResource("p", gatekeeper, parts.bundles()),
        new TimeResource("t", gatekeeper, InstantSource.system()),
        proofs);
    this.deliverer =
        new LimitingDeliverer(
            server.getRoot(),
            configuration,
            new Allowances(settings.limits(), System::nanoTime),
            counts);
    server.setMessageDeliverer(deliverer);
    server.addEndpoint(endpoint);
  }

  /** Starts one that has no proofs to give. */
  public static Receiver start(
      ReceiverSettings settings,
      KnownVehicles vehicles,
      PublishedBundles bundles,
      ItemCipher cipher)
      throws IOException {
    return start(settings, vehicles, bundles, cipher, ItemProofs.NONE);
  }

  /**
   * Starts listening; the topics exist already.
   *
   * @param vehicles stays the caller's to close, after the receiver
   * @param bundles likewise
   * @param cipher encrypts items before they are written
   * @param itemProofs likewise
   * @throws IOException if Kafka cannot be reached or the address cannot be bound
   */
  public static Receiver start(
      ReceiverSettings settings,
      KnownVehicles vehicles,
      PublishedBundles bundles,
      ItemCipher cipher,
      ItemProofs itemProofs)
      throws IOException {
    var raw = KafkaRawLog.open(settings.bootstrapServers());
    return start(
        settings, new ReceiverParts(vehicles::find, bundles::after, cipher, itemProofs, raw));
  }

  static Receiver start(ReceiverSettings settings, ReceiverParts parts) throws IOException {
    var receiver = new Receiver(settings, parts);
    receiver.listen();
    return receiver;
  }

  private void listen() throws IOException {
    Path saved = settings.connections();
    if (saved != null) {
      new SavedConnections(saved).moveTo(secure.connector());
    }
    try {
      server.start();
    } catch (IllegalStateException e) { // how CoapServer reports that no endpoint could be bound
      end();
      throw new IOException("the receiver cannot listen on " + endpoint.getAddress(), e);
    }
    log.info("event=receiver_started port={}", port());
  }

  /** Returns the UDP port it listens on. */
  public int port() {
    return endpoint.getAddress().getPort();
  }

  /**
   * Shows other credentials, and trusts other authorities, from the next handshake on. Connections
   * that stand go on; whether their vehicles may deliver is asked of the registry at each request.
   *
   * @throws IllegalArgumentException if the key is of another kind, or no authority is given;
   *     nothing has changed then
   */
  public void replace(Credentials fresh, List<X509Certificate> authorities) {
    secure.identity().replace(fresh);
    secure.trust().replace(authorities);
    credentials = fresh;
    log.info("event=credentials_replaced expires={}", fresh.expiresAt());
  }

  public ReceiverProgress progress() {
    return new ReceiverProgress(
        counts.requests().sum(),
        counts.slowed().sum(),
        counts.committed().sum(),
        counts.postponed().sum(),
        raw.waiting(),
        secure.connections().count(),
        credentials.expiresAt().getEpochSecond());
  }

  /** Takes nothing more, answers what it has, stops listening, and keeps the connections. */
  @Override
  public void close() throws IOException {
    deliverer.takeNoMore();
    long started = System.nanoTime();
    while (raw.waiting() > 0 && System.nanoTime() - started < STOP_LIMIT.toNanos()) {
      LockSupport.parkNanos(STOP_PAUSE.toNanos());
    }
    LockSupport.parkNanos(ANSWER_TIME.toNanos());
    server.stop();
    try {
      Path saved = settings.connections();
      if (saved != null) {
        new SavedConnections(saved).take(secure.connector());
      }
    } finally {
      end();
      log.info("event=receiver_stopped");
    }
  }

  private void end() {
    server.destroy();
    proofs.close();
    raw.close();
  }
}
