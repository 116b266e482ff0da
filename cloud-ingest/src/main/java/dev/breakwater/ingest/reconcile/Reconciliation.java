package dev.breakwater.ingest.reconcile;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.stream.CommittedTopic;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Compares what the cars numbered with what was decided, and the decisions with the tables. It
 * reads the topics as far as they are kept: numbers that a segment named before that are not looked
 * at.
 */
public final class Reconciliation {

  private final String bootstrapServers;
  private final ItemCipher cipher;
  private final ChainNumbers numbers = new ChainNumbers();

  /** Where each partition of the topic outcomes ended. */
  private final Map<Integer, Long> offsets = new TreeMap<>();

  private Reconciliation(String bootstrapServers, ItemCipher cipher) {
    this.bootstrapServers = bootstrapServers;
    this.cipher = cipher;
  }

  /**
   * What was found.
   *
   * @param offsets up to which the topic outcomes was read, by partition
   * @param storedRows rows of the table items, counted after that
   * @param quarantinedRows rows of the table quarantine
   */
  public record Findings(
      ChainNumbers numbers, Map<Integer, Long> offsets, long storedRows, long quarantinedRows) {
    public Findings {
      offsets = Map.copyOf(offsets);
    }

    /**
     * Asks whether every number is accounted for and the tables have a row for each decision to
     * keep. Rows that were erased, or are past their retention, are missing here.
     */
    public boolean isWhole() {
      return numbers.holes().isEmpty()
          && storedRows == numbers.count(Outcome.Verdict.STORED)
          && quarantinedRows == numbers.count(Outcome.Verdict.QUARANTINED);
    }
  }

  /**
   * @param cipher opens the tombstones
   * @throws IOException if Kafka, the store or the keys cannot be read
   */
  public static Findings of(String bootstrapServers, OnshoreStore store, ItemCipher cipher)
      throws IOException {
    var reconciliation = new Reconciliation(bootstrapServers, cipher);
    try {
      reconciliation.read(Topics.RAW, reconciliation::takeRaw);
      reconciliation.offsets.putAll(
          reconciliation.read(Topics.OUTCOMES, reconciliation::takeOutcome));
    } catch (KafkaException e) {
      throw new IOException("the topics cannot be read: " + e.getMessage(), e);
    }
    return new Findings(
        reconciliation.numbers,
        reconciliation.offsets,
        store.count(Part.ITEMS),
        store.count(Part.QUARANTINE));
  }

  private interface Taking {
    void take(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  /** Reads what is committed now; returns where it ended. */
  private Map<Integer, Long> read(String topic, Taking taking) throws IOException {
    try (var committed = CommittedTopic.open(bootstrapServers, topic)) {
      while (!committed.isAtEnd()) {
        for (ConsumerRecord<byte[], byte[]> record : committed.next()) {
          taking.take(record);
        }
      }
      return committed.positions();
    }
  }

  /** What is no segment of the peer names nothing; the job quarantines it. */
  private void takeRaw(ConsumerRecord<byte[], byte[]> record) {
    try {
      RawRecord raw = RawRecord.decode(Bytes.of(record.value()));
      if (raw.kind() == RawRecord.Kind.SEGMENT) {
        Segment segment = Segment.decode(SignedSegment.decode(raw.body()).manifest());
        if (segment.chain().vehicle().equals(raw.peer())) {
          numbers.name(segment);
        }
      }
    } catch (WireFormatException e) {
      return; // counted as an outcome
    }
  }

  private void takeOutcome(ConsumerRecord<byte[], byte[]> record) throws IOException {
    try {
      Outcome outcome = Outcome.decode(Bytes.of(record.value()));
      numbers.decide(outcome);
      if (outcome.verdict() == Outcome.Verdict.STORED
          && outcome.category().equals(Tombstone.CATEGORY)) {
        bury(outcome);
      }
    } catch (WireFormatException e) {
      throw new IOException(
          "partition %d offset %d of %s"
              .formatted(record.partition(), record.offset(), record.topic()),
          e);
    }
  }

  private void bury(Outcome outcome) throws IOException, WireFormatException {
    Optional<Bytes> plain = cipher.open(outcome);
    if (plain.isPresent()) {
      Tombstone tombstone = Tombstone.decode(Item.decode(plain.get()).payload());
      numbers.bury(new VehicleRef(outcome.vehicle()), tombstone);
    }
  }
}
