package dev.breakwater.ingest.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.WrittenRows;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Tombstone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and the real tables; what the job would have written is written by hand. */
class ReconciliationTest {
  private static final String JOB = "breakwater-outcomes";
  private final SealingCar car = new SealingCar(1, WrittenRows.NOW.toEpochMilli());

  @Test
  void holes_ofTheCarsOwnNumbers_areNamedAndAnAbortedJobsTransactionsNoLongerHideTheRest(
      @TempDir Path root) throws Exception {
    ItemCipher cipher = TestCiphers.on(root.resolve("keys"));
    try (var broker = EmbeddedBroker.start(root.resolve("kafka"));
        var store = IcebergStore.open(root.resolve("store"))) {
      String kafka = broker.bootstrapServers();
      TopicSetup.apply(kafka, (short) 1);
      List<Item> items = car.signals(8);
      send(kafka, items);
      Item tombstone = tombstone(items.get(5));
      send(kafka, List.of(tombstone));
      var stored = new ArrayList<Outcome>();
      for (int i : new int[] {0, 1, 3}) {
        stored.add(outcome(Verdict.STORED, items.get(i)));
      }
      stored.add(outcome(Verdict.STORED, tombstone));
      new WrittenRows(store).commit(Part.ITEMS, stored);
      try (var outcomes = new TopicWriter(kafka, Topics.OUTCOMES)) {
        for (Outcome each : stored) {
          write(outcomes, each);
        }
        write(outcomes, outcome(Verdict.REFUSED, items.get(4)));
      }

      var findings = Reconciliation.of(kafka, store, cipher);
      assertThat(findings.numbers().holes())
          .containsExactly(new ChainNumbers.Hole(car.chain(Lane.TELEMETRY), List.of("2", "6-7")));
      assertThat(findings.storedRows()).isEqualTo(findings.numbers().count(Verdict.STORED));
      assertThat(findings.isWhole()).isFalse();

      assertAbortLetsReadersOn(kafka, store, cipher, items);
    }
  }

  private static void assertAbortLetsReadersOn(
      String kafka, IcebergStore store, ItemCipher cipher, List<Item> items) throws Exception {
    try (var lost = producer(kafka);
        var outcomes = new TopicWriter(kafka, Topics.OUTCOMES);
        var transactions = new LingeringTransactions(kafka, JOB)) {
      lost.initTransactions();
      lost.beginTransaction();
      lost.send(record(outcome(Verdict.REFUSED, items.get(2)))).get();
      write(outcomes, outcome(Verdict.REFUSED, items.get(6)));
      write(outcomes, outcome(Verdict.REFUSED, items.get(7)));
      assertThat(holes(kafka, store, cipher)).as("hidden").contains("2", "6-7");
      assertThat(transactions.list()).containsExactly(JOB + "-0");

      transactions.abort(transactions.list());

      assertThat(transactions.list()).isEmpty();
      assertThat(holes(kafka, store, cipher)).containsExactly("2");
      write(outcomes, outcome(Verdict.REFUSED, items.get(2)));
      assertThat(Reconciliation.of(kafka, store, cipher).isWhole()).isTrue();
    }
  }

  private static List<String> holes(String kafka, IcebergStore store, ItemCipher cipher)
      throws Exception {
    return Reconciliation.of(kafka, store, cipher).numbers().holes().stream()
        .flatMap(hole -> hole.numbers().stream())
        .toList();
  }

  private void send(String kafka, List<Item> items) throws Exception {
    var raw = RawRecord.plain(RawRecord.Kind.SEGMENT, car.vehicle(), car.seal(items).encode());
    try (var writer = new TopicWriter(kafka, Topics.RAW)) {
      writer.write(Topics.key(items.get(0).id().chain()), raw.encode().toArray());
    }
  }

  private Item tombstone(Item lost) {
    var tombstone =
        new Tombstone(
            1,
            Lane.TELEMETRY,
            lost.id().number(),
            Digest.of(lost.encode()),
            lost.category(),
            "OUTBOX_FULL",
            1);
    return car.item(Lane.CONTROL, Tombstone.CATEGORY, tombstone.encode());
  }

  private static Outcome outcome(Verdict verdict, Item item) {
    return WrittenRows.outcome(verdict, item, WrittenRows.NOW, "");
  }

  private static void write(TopicWriter writer, Outcome outcome) throws Exception {
    writer.write(key(outcome), outcome.encode().toArray());
  }

  private static ProducerRecord<String, byte[]> record(Outcome outcome) {
    return new ProducerRecord<>(Topics.OUTCOMES, key(outcome), outcome.encode().toArray());
  }

  private static String key(Outcome outcome) {
    return outcome.vehicle() + "/" + outcome.epoch() + "/" + outcome.lane();
  }

  private static KafkaProducer<String, byte[]> producer(String kafka) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            JOB + "-0"),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
