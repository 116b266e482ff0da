package dev.breakwater.ingest.erase;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a request to erase of each withdrawal that the job accepted, and carries out all requests
 * that are not done, those of operators too. A withdrawal that is read twice makes one request.
 * {@link #run} belongs to one thread.
 */
public final class WithdrawalDesk implements Runnable, AutoCloseable {
  /** Consumer group of the topic outcomes. */
  public static final String GROUP = "breakwater-erasure";

  private static final Logger log = LoggerFactory.getLogger(WithdrawalDesk.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MAX_FETCH_BYTES = 8 << 20;

  private final String bootstrapServers;
  private final ItemCipher cipher;
  private final ErasureFiles files;
  private final Eraser eraser;
  private final InstantSource clock;
  private final RandomGenerator random;
  private volatile boolean closed;

  /**
   * @param random names statements
   */
  public WithdrawalDesk(
      String bootstrapServers,
      ItemCipher cipher,
      ErasureFiles files,
      Eraser eraser,
      InstantSource clock,
      RandomGenerator random) {
    this.bootstrapServers = bootstrapServers;
    this.cipher = cipher;
    this.files = files;
    this.eraser = eraser;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    while (!closed) {
      try (var consumer = consumer()) {
        consumer.subscribe(List.of(Topics.OUTCOMES));
        while (!closed) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(Bytes.of(record.value()));
          }
          // After the requests are durable: what was not committed is read again.
          consumer.commitSync();
          carryOutAll();
        }
      } catch (IOException | KafkaException e) {
        log.error("event=erasure_failed error=\"{}\"", e.toString());
        pause();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG,
            GROUP,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            MAX_FETCH_BYTES,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void take(Bytes value) throws IOException {
    try {
      Outcome outcome = Outcome.decode(value);
      Optional<ConsentChange> change = change(outcome);
      if (change.filter(ConsentChange::withdraws).isPresent()) {
        // A wrong clock of the broker must not shorten the terms: they run from when we know.
        eraser.receive(
            Erasure.after(
                change.get(), outcome.vehicle(), clock.millis(), Statement.newId(random)));
      }
    } catch (WireFormatException e) {
      throw new IOException("the topic outcomes has a record that is not its own", e);
    }
  }

  private Optional<ConsentChange> change(Outcome outcome) throws IOException, WireFormatException {
    if (outcome.verdict() != Outcome.Verdict.STORED
        || !outcome.category().equals(ConsentChange.CATEGORY)) {
      return Optional.empty();
    }
    Optional<Bytes> plain = cipher.open(outcome);
    return plain.isEmpty()
        ? Optional.empty()
        : Optional.of(ConsentChange.decode(Item.decode(plain.get()).payload()));
  }

  /** One that fails does not hold up the others. */
  private void carryOutAll() throws IOException {
    for (Erasure known : files.all()) {
      if (known.isDone()) {
        continue;
      }
      try (var held = files.lock(known.id())) {
        log.trace("event=erasure_held lock={}", held.held().isValid());
        Optional<Erasure> now = files.find(known.id());
        if (now.isPresent()) {
          eraser.carryOut(now.get());
        }
      } catch (IOException e) {
        log.warn("event=erasure_waits id={} error=\"{}\"", known.id(), e.toString());
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }

  /** Ends {@link #run} after the step it is at. */
  @Override
  public void close() {
    closed = true;
  }
}
