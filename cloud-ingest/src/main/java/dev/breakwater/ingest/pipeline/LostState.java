package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.stream.CommittedTopic;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Finds out what a job had done whose checkpoints are lost. With it the job reads its topic from
 * the beginning, so that it knows chains and gaps again, and gives only what it had not given. For
 * one thread, while the job does not run.
 */
final class LostState {
  private final String bootstrapServers;
  private final IcebergStore store;
  private final DataKeys keys;

  /**
   * @param keys says which keys are destroyed
   */
  LostState(String bootstrapServers, IcebergStore store, DataKeys keys) {
    this.bootstrapServers = bootstrapServers;
    this.store = store;
    this.keys = keys;
  }

  /** Returns what was decided: the topic outcomes, and the rows of what is older. */
  Decided decided() throws IOException {
    Decided decided = rows();
    outcomes(decided::add);
    return decided;
  }

  /** Returns what has its row, or had it until it was erased. */
  Decided stored() throws IOException {
    Decided stored = rows();
    outcomes(
        outcome -> {
          if (!outcome.key().isEmpty() && keys.isDestroyed(outcome.key())) {
            stored.add(outcome);
          }
        });
    return stored;
  }

  private Decided rows() throws IOException {
    var rows = new Decided();
    try {
      for (Part part : Part.values()) {
        store.asDecided().each(Selection.all(part), rows::add);
      }
    } catch (CorruptRowException e) {
      throw new IOException("the store cannot be read: " + e.getMessage(), e);
    }
    return rows;
  }

  private void outcomes(Consumer<Outcome> taking) throws IOException {
    try (var committed = CommittedTopic.open(bootstrapServers, Topics.OUTCOMES)) {
      while (!committed.isAtEnd()) {
        for (var record : committed.next()) {
          taking.accept(Outcome.decode(Bytes.of(record.value())));
        }
      }
    } catch (WireFormatException | KafkaException e) {
      throw new IOException("the topic outcomes cannot be read: " + e.getMessage(), e);
    }
  }

  /** Asks whether any outcome is committed. */
  static boolean hasOutcomes(String bootstrapServers) throws IOException {
    try (var committed = CommittedTopic.open(bootstrapServers, Topics.OUTCOMES)) {
      while (!committed.isAtEnd()) {
        if (!committed.next().isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (KafkaException e) {
      throw new IOException("the topic outcomes cannot be read: " + e.getMessage(), e);
    }
  }
}
