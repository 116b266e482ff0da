package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.audit.store.LogStore;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogAppenderTest {
  private static final int COUNT = 300;
  private static final int ROUNDS = 3;
  private static final SignerKey SIGNER = SignerKey.generate("log.test", new SecureRandom());

  /** The real store, failing at chosen writes. */
  private static final class FailingStore implements LogStore {
    private final LogStore store;
    final AtomicInteger failBeforeSwap = new AtomicInteger();
    final AtomicInteger failAfterSwap = new AtomicInteger();
    final AtomicInteger failAtPublish = new AtomicInteger();
    final List<AtomicInteger> failures = List.of(failBeforeSwap, failAfterSwap, failAtPublish);

    FailingStore(LogStore store) {
      this.store = store;
    }

    private static void fail(AtomicInteger times) throws IOException {
      if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IOException("the test lets this write fail");
      }
    }

    @Override
    public Bytes head() throws IOException {
      return store.head();
    }

    @Override
    public boolean compareAndSetHead(Bytes expected, Bytes next) throws IOException {
      fail(failBeforeSwap);
      boolean swapped = store.compareAndSetHead(expected, next);
      fail(failAfterSwap);
      return swapped;
    }

    @Override
    public Optional<Bytes> read(String path) throws IOException {
      return store.read(path);
    }

    @Override
    public void write(String path, Bytes content) throws IOException {
      fail(failAtPublish);
      store.write(path, content);
    }

    @Override
    public void delete(String path) throws IOException {
      store.delete(path);
    }

    @Override
    public void stage(Digest name, Bytes content) throws IOException {
      store.stage(name, content);
    }

    @Override
    public Optional<Bytes> staged(Digest name) throws IOException {
      return store.staged(name);
    }

    @Override
    public void discardStaged() throws IOException {
      store.discardStaged();
    }
  }

  @Test
  void appender_whoseWritesFailBeforeAndAfterTheSwap_logsEachOutcomeOnce(@TempDir Path root)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(root.resolve("kafka"));
        DirectoryLogStore files =
            DirectoryLogStore.open(root.resolve("log"), root.resolve("state"))) {
      TopicSetup.apply(broker.bootstrapServers(), (short) 1);
      var store = new FailingStore(files);
      ItemCipher keys = TestCiphers.on(root.resolve("keys"));
      for (int round = 1; round <= ROUNDS; round++) {
        produce(broker.bootstrapServers(), round);
        log(broker.bootstrapServers(), store, keys, round);
        assertThat(new Verifier(new DirectorySource(root.resolve("log"))).verifyIntegrity())
            .isInstanceOf(VerifyReport.IntegrityOnly.class);
      }
      assertEachPolicyHasALeafBeforeItsFirst(root);
    }
  }

  /** Opens the log, where a failure may have left it, and appends what there is of each round. */
  private static void log(String bootstrapServers, FailingStore store, ItemCipher keys, int round)
      throws Exception {
    Thread thread;
    try (var appender =
        new LogAppender(bootstrapServers, store, SIGNER, keys, InstantSource.system())) {
      store.failures.get(round - 1).set(1);
      thread = new Thread(appender);
      thread.start();
      awaitSize(appender, (long) round * COUNT + policies(round));
      assertThat(appender.progress().position().count(Verdict.STORED))
          .isEqualTo((long) round * COUNT);
    }
    thread.join();
  }

  /** Returns how many policies have decided after a round: the last round has its own. */
  private static int policies(int round) {
    return round < ROUNDS ? 1 : 2;
  }

  private static void assertEachPolicyHasALeafBeforeItsFirst(Path root) throws Exception {
    Path policy = root.resolve("policy");
    PolicyFile.write(policy, SIGNER.verifierKey());
    var index = new LeafIndex(new DirectorySource(root.resolve("log")), PolicyFile.read(policy));
    assertThat(index.find(Leaves.activation(outcome(1, 0)).commitment())).hasValue(0);
    assertThat(index.find(Leaves.activation(outcome(ROUNDS, 0)).commitment()))
        .hasValue((ROUNDS - 1) * COUNT + 1);
  }

  private static void awaitSize(LogAppender appender, long size) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (appender.progress().size() < size) {
      assertThat(System.nanoTime()).as("log has %s", appender.progress()).isLessThan(end);
      Thread.sleep(50);
    }
    // Were an outcome logged twice, it would be in one of the next polls.
    Thread.sleep(500);
    assertThat(appender.progress().size()).isEqualTo(size);
  }

  private static void produce(String bootstrapServers, int round) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < COUNT; i++) {
        byte[] value = outcome(round, i).encode().toArray();
        var unused = producer.send(new ProducerRecord<>(Topics.OUTCOMES, "chain-" + i % 7, value));
      }
    }
  }

  private static Outcome outcome(int round, int number) {
    Bytes body = Bytes.of(new byte[] {(byte) round, (byte) number, (byte) (number >> 8)});
    return new Outcome(
        Verdict.STORED,
        "0123456789abcdef".repeat(2),
        round,
        "TELEMETRY",
        number,
        Digest.of(body),
        "vehicle.motion.speed",
        "test",
        0,
        1_700_000_000_000L + policies(round),
        List.of("rule"),
        Digest.of(new byte[] {(byte) policies(round)}),
        "",
        "",
        body);
  }
}
