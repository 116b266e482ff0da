package dev.breakwater.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.fsck.StoreFsck;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.Sealed;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker in this process with everything around a pipeline: what arrives, and what came of it.
 */
public final class TestCloud implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration POLL = Duration.ofMillis(200);

  private final CloudDirectories directories;
  private final ItemCipher cipher;
  private final SignerKey signer;
  private final EmbeddedBroker broker;
  private final KafkaProducer<String, byte[]> producer;
  private final VehicleRegistry registry;

  public TestCloud(Path root) throws IOException {
    this.directories = new CloudDirectories(root.resolve("cloud"));
    this.cipher = TestCiphers.on(directories.keys());
    this.signer = SignerKey.generate("log.test", new SecureRandom());
    this.broker = EmbeddedBroker.start(root.resolve("kafka"));
    TopicSetup.apply(broker.bootstrapServers(), (short) 1);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    this.registry = new VehicleRegistry(broker.bootstrapServers(), InstantSource.system());
  }

  public CloudDirectories directories() {
    return directories;
  }

  /** What the receivers, the job and the readers of this cloud use. */
  public ItemCipher cipher() {
    return cipher;
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  PipelineSettings settings() {
    return settings(broker.bootstrapServers(), signer);
  }

  public SignerKey signer() {
    return signer;
  }

  static PipelineSettings settings(String bootstrapServers, SignerKey signer) {
    return settings(bootstrapServers, signer, "");
  }

  static PipelineSettings settings(String bootstrapServers, SignerKey signer, String policyKeys) {
    return new PipelineSettings(
        bootstrapServers,
        Set.of(SealingCar.MODEL),
        signer,
        INTERVAL,
        new PolicyTexts(policyKeys, ""));
  }

  public CloudPipeline startPipeline() throws Exception {
    return CloudPipeline.start(settings(), directories, InstantSource.system(), new SecureRandom());
  }

  /** Starts jobs that lost their checkpoints. */
  CloudPipeline startRebuilt() throws Exception {
    return CloudPipeline.start(
        settings().rebuilding(), directories, InstantSource.system(), new SecureRandom());
  }

  void enrol(SealingCar car) throws IOException {
    var row = car.enrolled();
    registry.enrol(row.vehicle(), row.sealKey(), row.certificate());
  }

  void send(SealingCar car, SignedSegment segment) {
    var chain = decoded(segment).chain();
    send(RawRecord.Kind.SEGMENT, car.vehicle(), chain, segment.encode());
  }

  private static Segment decoded(SignedSegment segment) {
    try {
      return Segment.decode(segment.manifest());
    } catch (WireFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  public void send(Item item) {
    try {
      sendBytes(Topics.key(item.id().chain()), cipher.seal(item, item.encode()).encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what a job that quarantines an item says of it; returns that. */
  Outcome quarantine(Item item, String reason) throws IOException {
    Sealed sealed = cipher.sealed(item, item.encode());
    var id = item.id();
    var outcome =
        new Outcome(
            Outcome.Verdict.QUARANTINED,
            id.chain().vehicle().value(),
            id.chain().epoch(),
            id.chain().lane().name(),
            id.number(),
            Digest.of(item.encode()),
            item.category(),
            item.purpose(),
            0,
            InstantSource.system().millis(),
            List.of(),
            PolicyPack.cnAuto().digest(),
            reason,
            sealed.key(),
            sealed.body());
    try (var outcomes = new TopicWriter(bootstrapServers(), Topics.OUTCOMES)) {
      outcomes.write(Topics.key(id.chain()), outcome.encode().toArray());
    }
    return outcome;
  }

  private void send(RawRecord.Kind kind, VehicleRef peer, ChainId chain, Bytes body) {
    sendBytes(Topics.key(chain), RawRecord.plain(kind, peer, body).encode());
  }

  void sendBytes(String key, Bytes value) {
    var unused = producer.send(new ProducerRecord<>(Topics.RAW, key, value.toArray()));
  }

  /** Puts bytes on the topic of policy bundles, whatever they are. */
  void publish(Bytes bundle) throws Exception {
    producer
        .send(
            new ProducerRecord<>(Topics.POLICY_BUNDLES, Digest.of(bundle).hex(), bundle.toArray()))
        .get();
  }

  /** Waits until all that was sent is decided, stored and logged. */
  public Health drained(CloudPipeline pipeline) throws Exception {
    return await(pipeline, Health::isCaughtUp);
  }

  public Health await(CloudPipeline pipeline, Predicate<Health> wanted) throws Exception {
    producer.flush();
    long end = System.nanoTime() + LIMIT.toNanos();
    Health health = pipeline.health();
    while (!wanted.test(health)) {
      assertThat(System.nanoTime()).as("not reached: %s", health).isLessThan(end);
      Thread.sleep(100);
      health = pipeline.health();
    }
    return health;
  }

  /** Returns what is committed to the topic outcomes. */
  public List<Outcome> outcomes() throws IOException, WireFormatException {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.OUTCOMES).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Outcome> outcomes = new ArrayList<>();
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        for (var row : consumer.poll(POLL)) {
          outcomes.add(Outcome.decode(Bytes.of(row.value())));
        }
      }
      return outcomes;
    }
  }

  public IcebergStore store() throws IOException {
    return IcebergStore.open(directories.store());
  }

  public List<Outcome> rows(Part part) throws Exception {
    List<Outcome> rows = new ArrayList<>();
    try (IcebergStore store = store()) {
      store.each(Selection.all(part), rows::add);
    }
    return rows;
  }

  public PolicyFile policy() throws Exception {
    Path file = directories.root().resolve("log-policy");
    PolicyFile.write(file, signer.verifierKey());
    return PolicyFile.read(file);
  }

  /** The invariants of a store and a log that belong together, checked without the writers. */
  void assertSound() throws Exception {
    VerifyReport report = new Verifier(new DirectorySource(directories.log())).verify(policy());
    assertThat(report).isInstanceOf(VerifyReport.Verified.class);
    assertFsckFindsNothing();
    Set<Long> proven = new HashSet<>();
    try (IcebergStore store = store()) {
      var trail = new Trail(store, cipher, new DirectorySource(directories.log()), policy());
      for (Outcome row : rows(Part.ITEMS)) {
        var proof = trail.prove(ItemId.parse(row.item()), row);
        assertThat(proven.add(proof.proof().index())).as("one leaf, one row").isTrue();
      }
    }
    Set<String> names = new TreeSet<>();
    rows(Part.ITEMS).forEach(row -> assertThat(names.add(row.item())).as(row.item()).isTrue());
  }

  private void assertFsckFindsNothing() throws Exception {
    try (IcebergStore store = store()) {
      var erasures = new ErasureFiles(directories.erasures()).all();
      var fsck = new StoreFsck(store, cipher, erasures, Instant.EPOCH);
      var report = fsck.check(directories.log(), directories.logState(), policy());
      assertThat(report.findings()).isEmpty();
    }
  }

  @Override
  public void close() throws IOException {
    producer.close();
    registry.close();
    broker.close();
  }
}
