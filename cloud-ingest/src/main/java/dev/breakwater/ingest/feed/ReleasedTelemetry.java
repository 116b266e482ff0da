package dev.breakwater.ingest.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.stream.CommittedTopic;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Reads stored telemetry from the topic outcomes and opens it in memory. There is no topic with
 * plain values: such a copy would outlive an erasure.
 */
final class ReleasedTelemetry {
  /** The most records that one call looks at; the reader then calls again. */
  static final int MAX_RECORDS = 5000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bootstrapServers;
  private final ItemCipher cipher;

  ReleasedTelemetry(String bootstrapServers, ItemCipher cipher) {
    this.bootstrapServers = bootstrapServers;
    this.cipher = cipher;
  }

  /**
   * What one call gives.
   *
   * @param lines a JSON object each
   */
  record Page(List<String> lines, FeedPosition next) {
    Page {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Reads what is committed now.
   *
   * @param categories that the reader may have
   * @param purpose what the items must have been collected for
   */
  Page read(Set<String> categories, String purpose, FeedPosition after) throws IOException {
    try (var committed = CommittedTopic.open(bootstrapServers, Topics.OUTCOMES, after::next)) {
      List<String> lines = new ArrayList<>();
      int seen = 0;
      while (seen < MAX_RECORDS && !committed.isAtEnd()) {
        for (ConsumerRecord<byte[], byte[]> record : committed.next()) {
          seen++;
          line(record, categories, purpose).ifPresent(lines::add);
        }
      }
      return new Page(lines, new FeedPosition(committed.positions()));
    } catch (KafkaException e) {
      throw new IOException("the outcomes cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<String> line(
      ConsumerRecord<byte[], byte[]> record, Set<String> categories, String purpose)
      throws IOException {
    try {
      Outcome outcome = Outcome.decode(Bytes.of(record.value()));
      boolean wanted =
          outcome.verdict() == Outcome.Verdict.STORED
              && outcome.lane().equals(Lane.TELEMETRY.name())
              && categories.contains(outcome.category())
              && outcome.purpose().equals(purpose);
      Optional<Bytes> plain = wanted ? cipher.open(outcome) : Optional.empty();
      return plain.isEmpty() ? Optional.empty() : Optional.of(json(outcome, plain.get()));
    } catch (WireFormatException e) {
      throw new IOException(
          "partition %d offset %d of outcomes".formatted(record.partition(), record.offset()), e);
    }
  }

  private static String json(Outcome outcome, Bytes plain) throws IOException, WireFormatException {
    Signal signal = Signal.decode(Item.decode(plain).payload());
    ObjectNode line = JSON.createObjectNode();
    line.put("item", outcome.item());
    line.put("category", outcome.category());
    line.put("capturedAtMillis", outcome.capturedAtMillis());
    line.put("path", signal.path());
    line.put("value", signal.value());
    return JSON.writeValueAsString(line);
  }
}
