package dev.breakwater.ingest.bundle;

import dev.breakwater.ingest.stream.TopicWriter;
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

/**
 * Puts a bundle on the topic from which job and receiver take it, and cars through the receiver. It
 * is examined first as they will do it, so that what is refused never gets there.
 */
public final class BundlePublisher {
  /** How long before its first instant a bundle is published at the latest. */
  public static final Duration LEAD = Duration.ofSeconds(30);

  /** The largest bundle on this road: a car fetches it in one exchange. */
  public static final int MAX_BYTES = 256 << 10;

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
    try (var known = PublishedBundles.open(bootstrapServers, pinned, TopicWriter.LIMIT)) {
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
    try (var topic = new TopicWriter(bootstrapServers, Topics.POLICY_BUNDLES)) {
      topic.write(key, tar.toArray());
    }
  }
}
