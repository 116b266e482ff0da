package dev.breakwater.ingest.search;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.stream.CommittedTopic;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.ingest.trail.Places;
import dev.breakwater.ingest.trail.Places.Place;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps the index up to date with what Kafka has of outcomes and statements. A record that the log
 * does not have yet is left for the next time, with all behind it. What was erased before it was
 * indexed has no key any more and cannot be found in the log: it never gets into the index. Several
 * may do so at once, each with its own connection to the index.
 */
public final class Indexing {
  private final SearchIndex index;
  private final ItemCipher cipher;
  private final LogSource log;
  private final PolicyFile policy;

  /**
   * @param log the published log
   * @param policy must accept its checkpoint
   */
  public Indexing(SearchIndex index, ItemCipher cipher, LogSource log, PolicyFile policy) {
    this.index = index;
    this.cipher = cipher;
    this.log = log;
    this.policy = policy;
  }

  /**
   * What became of a record.
   *
   * @param isWaiting whether the log will have it, and does not yet
   */
  private record Found(Optional<IndexedEntry> entry, boolean isWaiting) {}

  /** Finds the entry of a record's bytes. */
  private interface Finder {
    /**
     * @throws WireFormatException if the bytes say nothing that could be searched
     */
    Found find(Bytes value) throws IOException, NoteException, WireFormatException;
  }

  /**
   * Reads what is new.
   *
   * @return the size of the log, up to which the index is complete; less if a record is not in the
   *     log yet
   * @throws NoteException if the policy does not accept the log's checkpoint
   */
  public long update(String bootstrapServers) throws IOException, NoteException {
    long size = new Prover(log, policy).size();
    var places = new Places(cipher, log, policy, index.complete());
    Reading outcomes =
        read(bootstrapServers, Topics.OUTCOMES, value -> found(Outcome.decode(value), places));
    Reading statements =
        read(bootstrapServers, Topics.STATEMENTS, value -> found(Statement.decode(value), places));
    if (outcomes.isComplete() && statements.isComplete()) {
      index.complete(
          size, Map.of(Topics.OUTCOMES, outcomes.next(), Topics.STATEMENTS, statements.next()));
    }
    index.forget(cipher.keys()::isDestroyed);
    return index.complete();
  }

  /**
   * Makes the index anew of the store and of what Kafka still has. Refused items are in Kafka
   * alone.
   */
  public void rebuild(OnshoreStore store, String bootstrapServers)
      throws IOException, NoteException, CorruptRowException {
    index.clear();
    var places = new Places(cipher, log, policy, 0);
    for (Part part : Part.values()) {
      List<IndexedEntry> found = new ArrayList<>();
      try {
        store.each(Selection.all(part), row -> addRow(row, places, found));
      } catch (UncheckedIOException e) {
        throw new IOException(e.getMessage(), e);
      }
      index.add(new SearchIndex.Batch(Topics.OUTCOMES, Map.of(), Map.of(), found));
    }
    update(bootstrapServers);
  }

  private void addRow(Outcome row, Places places, List<IndexedEntry> found) {
    try {
      found(row, places).entry().ifPresent(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoteException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  private static Found found(Outcome outcome, Places places) throws IOException, NoteException {
    return found(places.of(outcome), place -> IndexedEntry.of(outcome, place));
  }

  private static Found found(Statement statement, Places places) throws IOException, NoteException {
    return found(places.of(statement), place -> IndexedEntry.of(statement, place));
  }

  private static Found found(Optional<Place> place, Function<Place, IndexedEntry> entry) {
    boolean isWaiting = place.isPresent() && place.get().index().isEmpty();
    return new Found(isWaiting ? Optional.empty() : place.map(entry), isWaiting);
  }

  /**
   * How far a topic was read.
   *
   * @param next by partition, the offset to go on at
   * @param isComplete whether no record waits for its entry
   */
  private record Reading(Map<Integer, Long> next, boolean isComplete) {}

  private Reading read(String bootstrapServers, String topic, Finder finder)
      throws IOException, NoteException {
    Map<Integer, Long> next = new TreeMap<>(index.positions(topic));
    Set<Integer> waiting = new HashSet<>();
    try (CommittedTopic records =
        CommittedTopic.open(bootstrapServers, topic, part -> next.getOrDefault(part, 0L))) {
      while (!records.isAtEnd()) {
        List<IndexedEntry> found = new ArrayList<>();
        Map<Integer, Long> read = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : records.next()) {
          if (!waiting.contains(each.partition()) && isTaken(each, finder, found)) {
            read.put(each.partition(), each.offset() + 1);
          } else {
            waiting.add(each.partition());
          }
        }
        index.add(new SearchIndex.Batch(topic, Map.copyOf(next), read, found));
        next.putAll(read);
      }
    }
    return new Reading(next, waiting.isEmpty());
  }

  /** Takes a record, but one that waits for its entry. */
  private static boolean isTaken(
      ConsumerRecord<byte[], byte[]> each, Finder finder, List<IndexedEntry> entries)
      throws IOException, NoteException {
    try {
      Found found = finder.find(each.value() == null ? Bytes.EMPTY : Bytes.of(each.value()));
      found.entry().ifPresent(entries::add);
      return !found.isWaiting();
    } catch (WireFormatException e) {
      // The log says that it was there and what its digest is; there is nothing else to search.
      return true;
    }
  }
}
