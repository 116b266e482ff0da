package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.wire.RawRecord;
import java.io.IOException;
import java.time.InstantSource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the onshore side: takes segments at {@code /s} and items at {@code /i} from enrolled
 * vehicles, answers 2.04 only after Kafka's commit, serves policy bundles at {@code /p}, the time
 * at {@code /t} and proofs that items are in the audit log at {@code /l}. Keeps no state that
 * outlives it: after a crash vehicles shake hands again and repeat what was not acknowledged.
 */
public final class Receiver implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Receiver.class);

  private final CoapServer server;
  private final CoapEndpoint endpoint;
  private final RawLog raw;
  private final ProofResource proofs;

  private Receiver(CoapServer server, CoapEndpoint endpoint, RawLog raw, ProofResource proofs) {
    this.server = server;
    this.endpoint = endpoint;
    this.raw = raw;
    this.proofs = proofs;
  }

  /** Starts one that has no proofs to give. */
  public static Receiver start(
      ReceiverSettings settings, KnownVehicles vehicles, PublishedBundles bundles)
      throws IOException {
    return start(settings, vehicles, bundles, ItemProofs.NONE);
  }

  /**
   * Starts listening; the topics exist already.
   *
   * @param vehicles stays the caller's to close, after the receiver
   * @param bundles likewise
   * @param itemProofs likewise
   * @throws IOException if Kafka cannot be reached or the address cannot be bound
   */
  public static Receiver start(
      ReceiverSettings settings,
      KnownVehicles vehicles,
      PublishedBundles bundles,
      ItemProofs itemProofs)
      throws IOException {
    var configuration = SecureEndpoint.configuration();
    var endpoint = SecureEndpoint.of(settings, configuration);
    var gatekeeper = new Gatekeeper(vehicles::find);
    var raw = RawLog.open(settings.bootstrapServers());
    var proofs = new ProofResource("l", gatekeeper, itemProofs);
    var server = new CoapServer(configuration);
    server.addEndpoint(endpoint);
    server.add(
        new IngestResource("s", RawRecord.Kind.SEGMENT, gatekeeper, raw),
        new IngestResource("i", RawRecord.Kind.ITEM, gatekeeper, raw),
        new BundleResource("p", gatekeeper, bundles::after),
        new TimeResource("t", gatekeeper, InstantSource.system()),
        proofs);
    var receiver = new Receiver(server, endpoint, raw, proofs);
    receiver.listen();
    return receiver;
  }

  private void listen() throws IOException {
    try {
      server.start();
    } catch (IllegalStateException e) { // how CoapServer reports that no endpoint could be bound
      close();
      throw new IOException("the receiver cannot listen on " + endpoint.getAddress(), e);
    }
    log.info("event=receiver_started port={}", port());
  }

  /** Returns the UDP port it listens on. */
  public int port() {
    return endpoint.getAddress().getPort();
  }

  /** Stops listening, then waits for what Kafka is still committing. */
  @Override
  public void close() {
    server.destroy();
    proofs.close();
    raw.close();
    log.info("event=receiver_stopped");
  }
}
