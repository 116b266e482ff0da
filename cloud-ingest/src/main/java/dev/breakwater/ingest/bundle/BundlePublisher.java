package dev.breakwater.ingest.bundle;

import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.Refusal;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts a bundle on the topic from which job and receiver take it, and cars through the receiver. It
 * is examined first as they will do it, so that what is refused never gets there.
 */
public final class BundlePublisher {
  /** How long before its first instant a bundle is published at the latest. */
  public static final Duration LEAD = Duration.ofSeconds(30);

  /** The largest bundle on this road: a car fetches it in one exchange. */
  public static final int MAX_BYTES = 256 << 10;

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final String bootstrapServers;
  private final KeyRing pinned;
  private final InstantSource clock;

  public BundlePublisher(String bootstrapServers, KeyRing pinned, InstantSource clock) {
    this.bootstrapServers = bootstrapServers;
    this.pinned = pinned;
    this.clock = clock;
  }

  /**
   * Returns the bundle after Kafka's commit. Of two that are published at the same time the first
   * one counts.
   *
   * @throws BundleRefusedException if readers would refuse it; nothing is published
   * @throws LateBundleException if it is in force in less than {@link #LEAD}; nothing is published
   * @throws IOException if Kafka does not take it in time
   */
  public AcceptedBundle publish(Bytes tar)
      throws BundleRefusedException, LateBundleException, IOException {
    if (tar.length() > MAX_BYTES) {
      throw new BundleRefusedException(
          Refusal.NOT_A_BUNDLE, tar.length() + " bytes; this road takes " + MAX_BYTES);
    }
    try (var known = PublishedBundles.open(bootstrapServers, pinned, LIMIT)) {
      var acceptance = new Acceptance(pinned, new NoteSignatures(), known.policies());
      AcceptedBundle bundle = PublishedBundles.examine(acceptance, tar, clock.instant().plus(LEAD));
      commit(bundle, tar);
      return bundle;
    }
  }

  private void commit(AcceptedBundle bundle, Bytes tar) throws IOException {
    // A key of its own for each: compaction keeps them all, because acts of the past are still
    // judged by the bundle of their instant.
    String key = String.format(Locale.ROOT, "%018d", bundle.manifest().sequence());
    try (var producer = producer()) {
      producer.send(new ProducerRecord<>(Topics.POLICY_BUNDLES, key, tar.toArray())).get();
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("the topic did not take the bundle: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; the bundle may or may not be published", e);
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    int limit = (int) LIMIT.toMillis();
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            limit,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            limit,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            limit / 3),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
