package dev.breakwater.ingest.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.Refusal;
import dev.breakwater.wire.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker. */
final class PublishedBundlesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SignedBundles signer = new SignedBundles();
  private final Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(600);
  private EmbeddedBroker broker;
  private BundlePublisher publisher;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    broker = EmbeddedBroker.start(directory);
    TopicSetup.apply(broker.bootstrapServers(), (short) 1);
    publisher = publisher(signer);
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void publishedBundle_everyReader_nowAndLater_acceptsItAndServesIt() throws Exception {
    Bytes first = signer.bundle(1, soon);
    try (var reader = open()) {
      assertThat(reader.after(0)).isEmpty();

      AcceptedBundle accepted = publisher.publish(first);

      await(reader, 1);
      assertThat(reader.after(0)).contains(first);
      assertThat(reader.after(1)).isEmpty();
      assertThat(reader.policies().bundleAt(soon).orElseThrow().digest())
          .isEqualTo(accepted.digest());
      assertThat(reader.policies().bundleAt(soon.minusMillis(1))).isEmpty();
    }
    publisher.publish(signer.bundle(7, soon.plusSeconds(60)));
    try (var later = open()) {
      assertThat(later.after(0)).contains(first);
      assertThat(later.after(1)).isPresent();
      assertThat(later.policies().at(soon).pack().digest())
          .isNotEqualTo(later.policies().at(soon.plusSeconds(60)).pack().digest());
    }
  }

  @Test
  void bundle_thatReadersWouldRefuse_isNotPublished() throws Exception {
    publisher.publish(signer.bundle(2, soon));
    Bytes[] refused = {
      signer.bundle(2, soon),
      signer.bundle(1, soon),
      Bytes.of(new byte[BundlePublisher.MAX_BYTES + 1])
    };
    for (Bytes each : refused) {
      assertThatThrownBy(() -> publisher.publish(each)).isInstanceOf(BundleRefusedException.class);
    }
    Bytes stranger = new SignedBundles().bundle(3, soon);
    assertThat(
            catchThrowableOfType(BundleRefusedException.class, () -> publisher.publish(stranger))
                .refusal())
        .isEqualTo(Refusal.UNKNOWN_KEY);
    Bytes tooSoon = signer.bundle(3, Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5));
    assertThatThrownBy(() -> publisher.publish(tooSoon))
        .isInstanceOf(LateBundleException.class)
        .hasMessageContaining("the earliest instant is");
    try (var reader = open()) {
      assertThat(reader.policies().newest().orElseThrow().manifest().sequence()).isEqualTo(2);
    }
  }

  @Test
  void topicWithWhatNobodyShouldHaveWritten_readerKeepsWhatIsInForce() throws Exception {
    Instant past = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    write("1", Bytes.of(new byte[] {1, 2, 3}));
    write("2", new SignedBundles().bundle(2, soon));
    write("3", signer.bundle(3, past));
    publisher.publish(signer.bundle(4, soon));
    try (var reader = open()) {
      assertThat(reader.policies().newest().orElseThrow().manifest().sequence()).isEqualTo(4);
      assertThat(reader.policies().bundleAt(Instant.now())).isEmpty();
      assertThat(reader.after(0)).isEqualTo(reader.after(3)).isPresent();
    }
  }

  private BundlePublisher publisher(SignedBundles pinned) {
    return new BundlePublisher(broker.bootstrapServers(), pinned.ring(), InstantSource.system());
  }

  private PublishedBundles open() throws Exception {
    return PublishedBundles.open(broker.bootstrapServers(), signer.ring(), LIMIT);
  }

  private static void await(PublishedBundles reader, long sequence) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (reader.after(sequence - 1).isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  private void write(String key, Bytes value) throws Exception {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.POLICY_BUNDLES, key, value.toArray())).get();
    }
  }
}
