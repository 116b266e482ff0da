package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.KnownHeads;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.log.LogSigners;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.proof.InclusionProof;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.audit.store.LogStore;
import dev.breakwater.audit.witness.Witness;
import dev.breakwater.audit.witness.WitnessClient;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.search.SearchOfALog;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogAppenderTest {
  private static final int COUNT = 300;
  private static final int ROUNDS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(30);
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
      statements_fromAnyProcess_areLoggedOnce(broker.bootstrapServers(), root, store);
    }
  }

  /** The appender dies before and after the swap; what it had not read waits in Kafka. */
  private static void statements_fromAnyProcess_areLoggedOnce(
      String bootstrapServers, Path root, FailingStore store) throws Exception {
    ItemCipher cipher = TestCiphers.on(root.resolve("keys"));
    DataKeys keys = cipher.keys();
    var log = new DirectorySource(root.resolve("log"));
    String key = key(keys, "person");
    try (var statements =
        new Statements(bootstrapServers, keys, log, PolicyFile.read(root.resolve("policy")))) {
      Statement waiting = statement("EXPORT", key);
      long before = size(store);
      var appended = statements.append(waiting);
      assertThatThrownBy(() -> statements.awaitLogged(appended, Duration.ofMillis(300)))
          .isInstanceOf(NotLoggedException.class);
      var now = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
      var away = new AtomicBoolean(true);
      try (var cosigning = new Cosigning(witnesses(root, away), log, now::get);
          var appender =
              new LogAppender(
                  bootstrapServers,
                  store,
                  new LogSigners(SIGNER),
                  cipher,
                  InstantSource.system(),
                  cosigning)) {
        store.failBeforeSwap.set(1);
        store.failAfterSwap.set(1);
        var thread = new Thread(appender);
        thread.start();
        assertThat(statements.awaitLogged(appended, LIMIT)).isEqualTo(before);
        assertThat(statements.find(waiting)).hasValue(before);
        assertOpens(statements.prove(waiting, before), waiting);
        assertLosses(bootstrapServers, statements, keys);
        // An export and its repetition differ by their ids alone; neither tells of the other.
        Statement again = statement("EXPORT", key);
        assertThat(statements.awaitLogged(statements.append(again), LIMIT)).isEqualTo(before + 3);
        awaitSize(appender, before + 4);
        assertReleasesDidNotWaitForTheWitness(cosigning, now);
        away.set(false);
        awaitCosigned(root, before + 4);
        assertSearchFinds(bootstrapServers, root, cipher, statements);
        end(appender, thread);
      }
      assertThat(new Verifier(log).verifyIntegrity())
          .isInstanceOf(VerifyReport.IntegrityOnly.class);
    }
  }

  private static void assertSearchFinds(
      String bootstrapServers, Path root, ItemCipher cipher, Statements statements)
      throws Exception {
    var log = new DirectorySource(root.resolve("log"));
    var policy = PolicyFile.read(root.resolve("policy"));
    try (var search =
        new SearchOfALog(bootstrapServers, cipher, log, policy, root.resolve("index.db"))) {
      search.assertIsLogged(statements);
      search.assertIsKeptUpToDate(root.resolve("upkeep.db"));
      search.assertFindsAndForgets(ROUNDS * COUNT, DataKeys.name("person", "test"));
    }
  }

  /** The witnesses are closed after it has ended. */
  private static void end(LogAppender appender, Thread thread) throws InterruptedException {
    appender.close();
    thread.join();
  }

  private static List<WitnessClient> witnesses(Path root, AtomicBoolean away) throws Exception {
    WitnessClient local =
        Witnesses.of(root, SIGNER.verifierKey(), InstantSource.system(), new SecureRandom()).get(0);
    assertThat(local.key().name()).endsWith(Witnesses.NOT_INDEPENDENT);
    var policy = PolicyFile.read(root.resolve("local-witness/policy"));
    WitnessKey key = WitnessKey.parse(Files.readString(root.resolve("local-witness/key")).strip());
    var heads = new KnownHeads(root.resolve("local-witness/cosigned"));
    var witness = new Witness(policy.logs(), key, heads, InstantSource.system());
    return List.of(
        new WitnessClient(
            key.verifierKey(),
            body -> {
              if (away.get()) {
                throw new IOException("the test lets the witness be away");
              }
              return witness.add(body);
            }));
  }

  private static void assertReleasesDidNotWaitForTheWitness(
      Cosigning cosigning, AtomicReference<Instant> now) {
    assertThat(cosigning.isOverdue()).isFalse();
    now.updateAndGet(instant -> instant.plus(Cosigning.DUE).plusSeconds(1));
    assertThat(cosigning.isOverdue()).isTrue();
  }

  private static void awaitCosigned(Path root, long size) throws Exception {
    var policy = PolicyFile.read(root.resolve("local-witness/policy"));
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      Bytes note = Bytes.of(Files.readAllBytes(root.resolve("log/checkpoint")));
      try {
        assertThat(policy.accept(note).size()).isEqualTo(size);
        return;
      } catch (NoteException e) {
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(end);
        Thread.sleep(100);
      }
    }
  }

  /** Bytes that are no statement, and a statement whose key is gone, get leaves that say it. */
  private static void assertLosses(String bootstrapServers, Statements statements, DataKeys keys)
      throws Exception {
    Statement keyless = statement("ERASE", DataKeys.name("nobody", "none"));
    assertThatThrownBy(() -> statements.append(keyless)).hasMessageContaining("does not exist");
    try (var writer = new TopicWriter(bootstrapServers, Topics.STATEMENTS)) {
      writer.write("noise", new byte[] {1, 2, 3});
      writer.write("keyless", keyless.encode().toArray());
    }
    assertThat(statements.find(keyless)).isEmpty();
    assertThat(keys.find("../log/checkpoint")).isEmpty();
  }

  private static void assertOpens(LoggedItem proof, Statement statement) throws Exception {
    LeafContent leaf = Leaf.decode(proof.entry()).content();
    assertThat(leaf.stage()).isEqualTo("EXPORT");
    assertThat(leaf.rules()).containsExactly("rule");
    assertThat(new String(proof.entry().toArray(), StandardCharsets.US_ASCII))
        .doesNotContain("trip-1", "recipient-1", "a/1/BULK/2");
    assertThat(Commitment.commit(proof.salt(), StatementLeaf.content(statement)))
        .isEqualTo(leaf.commitment());
    new InclusionProof(
            proof.index(),
            Checkpoint.open(proof.checkpoint(), SIGNER.verifierKey()).size(),
            proof.path())
        .verify(
            TreeHash.leaf(proof.entry()),
            Checkpoint.open(proof.checkpoint(), SIGNER.verifierKey()).root());
  }

  private static String key(DataKeys keys, String owner) throws IOException {
    assertThat(keys.of(owner, "test").length()).isEqualTo(32);
    return DataKeys.name(owner, "test");
  }

  private static Statement statement(String stage, String key) {
    Digest digest = Digest.of(new byte[] {7});
    var about = new Statement.About("a/1/BULK/2", digest, "trip-1", 5, "recipient-1");
    String id = Statement.newId(new SecureRandom());
    long at = 1_700_000_000_000L;
    return new Statement(id, stage, "DONE", List.of("rule"), Digest.ZERO, about, key, at);
  }

  private static long size(LogStore store) throws Exception {
    return TransparencyLog.open(store, SIGNER, InstantSource.system()).head().size();
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
    assertThat(index.find(Leaves.activation(outcome(1, 0)))).hasValue(0);
    assertThat(index.find(Leaves.activation(outcome(ROUNDS, 0))))
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
