package dev.breakwater.ingest.bundle;

import dev.breakwater.ingest.stream.TopicFollower;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The bundles of the topic, as this process has accepted them: complete when {@link #open} returns,
 * then kept up to date. Every reader of the topic accepts the same ones, whenever it reads: a
 * bundle is accepted as of the broker's append time, and one that had come into force before that
 * is refused, because some would already have decided without it. Safe for use by several threads.
 */
public final class PublishedBundles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PublishedBundles.class);

  private final PoliciesInForce policies;
  private final NavigableMap<Long, Bytes> tars = new ConcurrentSkipListMap<>();

  private @Nullable TopicFollower follower;

  /** What was there before is no news. Written by the opening thread, read by the follower's. */
  private volatile boolean news;

  private PublishedBundles(PolicyPack builtIn) {
    this.policies = new PoliciesInForce(PolicyEngine.compile(builtIn));
  }

  /** Returns none, now and for ever: where no keys are pinned, nobody can sign one. */
  public static PublishedBundles none() {
    return new PublishedBundles(PolicyPack.cnAuto());
  }

  /**
   * Does so with the keys that a file has; {@link #none} if its text is empty.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static PublishedBundles open(
      String bootstrapServers, String keys, String name, Duration limit)
      throws IOException, InvalidSourceException {
    if (keys.isEmpty()) {
      return none();
    }
    Bytes text = Bytes.of(keys.getBytes(StandardCharsets.UTF_8));
    return open(bootstrapServers, KeyRing.load(text, name, new NoteSignatures()), limit);
  }

  /**
   * Reads the whole topic, then follows it.
   *
   * @param pinned sign the first bundle
   * @param limit how long reading may take
   * @throws IOException if the topic was not read to its end in time
   */
  public static PublishedBundles open(String bootstrapServers, KeyRing pinned, Duration limit)
      throws IOException {
    return open(bootstrapServers, pinned, PolicyPack.cnAuto(), limit);
  }

  /**
   * Does so where another pack than that of the car's data decides before the first bundle.
   *
   * @param builtIn decides until then
   */
  public static PublishedBundles open(
      String bootstrapServers, KeyRing pinned, PolicyPack builtIn, Duration limit)
      throws IOException {
    var bundles = new PublishedBundles(builtIn);
    // Used by the thread that reads.
    var acceptance = new Acceptance(pinned, new NoteSignatures(), bundles.policies);
    bundles.follower =
        TopicFollower.open(
            bootstrapServers, Topics.POLICY_BUNDLES, row -> bundles.take(row, acceptance), limit);
    bundles.news = true;
    return bundles;
  }

  /** Returns which pack decides when, now and after each later bundle. */
  public PoliciesInForce policies() {
    return policies;
  }

  /** Returns the accepted bundle with the lowest number above {@code sequence}, as it travels. */
  public Optional<Bytes> after(long sequence) {
    return Optional.ofNullable(tars.higherEntry(sequence)).map(Map.Entry::getValue);
  }

  private void take(ConsumerRecord<String, byte[]> row, Acceptance acceptance) {
    if (row.value() == null) {
      return;
    }
    Bytes tar = Bytes.of(row.value());
    try {
      AcceptedBundle bundle = examine(acceptance, tar, Instant.ofEpochMilli(row.timestamp()));
      policies.add(bundle);
      tars.put(bundle.manifest().sequence(), tar);
      tell(
          "event=bundle_accepted sequence={} digest={} from={}",
          bundle.manifest().sequence(),
          bundle.digest(),
          bundle.manifest().inForce().from());
    } catch (BundleRefusedException | LateBundleException e) {
      // What was in force goes on.
      tell("event=bundle_refused offset={} reason=\"{}\"", row.offset(), e.getMessage());
    }
  }

  private void tell(String event, @Nullable Object... values) {
    log.atLevel(news ? Level.INFO : Level.DEBUG).log(event, values);
  }

  /**
   * Examines a bundle as every reader of the topic does.
   *
   * @param appendedAt when the broker took it, or takes it at the earliest
   */
  static AcceptedBundle examine(Acceptance acceptance, Bytes tar, Instant appendedAt)
      throws BundleRefusedException, LateBundleException {
    AcceptedBundle bundle = acceptance.examine(tar, appendedAt);
    if (bundle.manifest().inForce().from().isBefore(appendedAt)) {
      throw new LateBundleException(bundle, appendedAt);
    }
    return bundle;
  }

  /** Stops following. */
  @Override
  public void close() {
    if (follower != null) {
      follower.close();
    }
  }
}
