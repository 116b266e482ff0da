package dev.breakwater.ingest.trail;

import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leaves of some records, and the position after them. One thread. */
final class LeafBatch {
  private static final Logger log = LoggerFactory.getLogger(LeafBatch.class);

  private final ItemCipher cipher;
  private final List<LeafContent> leaves = new ArrayList<>();
  private LogPosition position;

  LeafBatch(LogPosition position, ItemCipher cipher) {
    this.position = position;
    this.cipher = cipher;
  }

  List<LeafContent> leaves() {
    return leaves;
  }

  LogPosition position() {
    return position;
  }

  /**
   * @throws IOException if the keys cannot be read, or an outcome is none
   */
  void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.topic().equals(Topics.STATEMENTS)) {
      leaves.add(statement(record));
      position = position.afterStatement(record.partition(), record.offset());
    } else {
      addOutcome(record, outcome(record));
    }
  }

  private void addOutcome(ConsumerRecord<byte[], byte[]> record, Outcome outcome)
      throws IOException {
    if (position.isNewPolicy(outcome)) {
      leaves.add(Leaves.activation(outcome));
    }
    leaves.add(OpenedOutcome.forLog(outcome, cipher).leaf());
    position = position.after(record.partition(), record.offset(), outcome);
  }

  /**
   * @throws IOException for a record that is not an outcome: only the admission job writes there
   */
  private static Outcome outcome(ConsumerRecord<byte[], byte[]> record) throws IOException {
    try {
      return Outcome.decode(Bytes.of(record.value()));
    } catch (WireFormatException e) {
      throw new IOException(
          "partition %d offset %d of outcomes".formatted(record.partition(), record.offset()), e);
    }
  }

  /**
   * Many parts of the onshore side write statements: one that makes a mistake must not stop the log
   * for all, nor may what it wrote go unlogged.
   */
  private LeafContent statement(ConsumerRecord<byte[], byte[]> record) throws IOException {
    Bytes value = Bytes.of(record.value());
    try {
      Statement statement = Statement.decode(value);
      DataKeys keys = cipher.keys();
      Optional<DataKey> key = keys.find(statement.key());
      return StatementLeaf.of(statement, key.isPresent() ? key.get().secret() : keys.unkept());
    } catch (WireFormatException e) {
      log.error("event=statement_undecodable offset={} error={}", record.offset(), e.toString());
      return StatementLeaf.undecodable(value, record.timestamp());
    }
  }
}
