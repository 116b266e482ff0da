package dev.breakwater.ingest.trail;

import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.audit.log.LogSigners;
import dev.breakwater.audit.log.TimeWentBackException;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.LogStore;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.stream.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a leaf for each outcome and each statement, in the order of each partition, and one
 * before the first outcome that another policy decided. It keeps its place in the log's head, which
 * is compared and swapped with the tree: killed at any moment it goes on exactly where the log
 * ends. Every failure ends the same way as a crash: the log is opened again and reading begins at
 * the place the log names.
 *
 * <p>{@link #run} belongs to one thread; the other methods are safe for any.
 */
public final class LogAppender implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogAppender.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Bodies are up to 272 KiB and only their digests are used: few are held at a time. */
  private static final int MAX_FETCH_BYTES = 8 << 20;

  private final String bootstrapServers;
  private final LogStore store;
  private final LogSigners signers;
  private final ItemCipher cipher;
  private final InstantSource clock;
  private final @Nullable Cosigning cosigning;

  /** Written by the thread of {@link #run}. */
  private volatile Progress progress;

  private volatile boolean closed;

  /**
   * How far the log is.
   *
   * @param size leaves in the log
   * @param position as the log's head has it
   * @param read for each partition of outcomes the next offset to read, which is beyond {@code
   *     position} where only transaction markers follow
   */
  public record Progress(long size, LogPosition position, Map<Integer, Long> read) {
    public Progress {
      read = Map.copyOf(read);
    }
  }

  /**
   * Opens the log; nothing is read before {@link #run}.
   *
   * @param store held by this appender alone
   * @param cipher opens outcomes, in memory
   * @throws LogBrokenException if the log cannot be opened
   * @throws IOException if another program wrote to it
   */
  public LogAppender(
      String bootstrapServers,
      LogStore store,
      SignerKey signer,
      ItemCipher cipher,
      InstantSource clock)
      throws LogBrokenException, IOException {
    this(bootstrapServers, store, new LogSigners(signer), cipher, clock, null);
  }

  /**
   * Does so, and has the checkpoints cosigned.
   *
   * @param cosigning closed after this appender
   */
  public LogAppender(
      String bootstrapServers,
      LogStore store,
      LogSigners signers,
      ItemCipher cipher,
      InstantSource clock,
      @Nullable Cosigning cosigning)
      throws LogBrokenException, IOException {
    this.bootstrapServers = bootstrapServers;
    this.store = store;
    this.signers = signers;
    this.cipher = cipher;
    this.clock = clock;
    this.cosigning = cosigning;
    this.progress = progress(TransparencyLog.open(store, signers, clock), Map.of());
  }

  public Progress progress() {
    return progress;
  }

  /** Appends until {@link #close}. */
  @Override
  public void run() {
    while (!closed) {
      try {
        follow();
      } catch (LogBrokenException | TimeWentBackException | IOException | KafkaException e) {
        log.error("event=log_append_failed error={}", e.toString());
        pause();
      } finally {
        if (cosigning != null) {
          cosigning.withdraw();
        }
      }
    }
  }

  private void follow() throws LogBrokenException, TimeWentBackException, IOException {
    var open = TransparencyLog.open(store, signers, clock);
    LogPosition position = LogPosition.decode(open.head().attachment());
    haveCosigned(open);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      seek(consumer, position);
      while (!closed) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          append(open, records);
          haveCosigned(open);
        }
        progress = progress(open, positions(consumer));
      }
    }
  }

  private void haveCosigned(TransparencyLog open) {
    if (cosigning != null) {
      cosigning.offer(open);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // What is gone before it was logged must stop the appender, not be left out.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            MAX_FETCH_BYTES,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static void seek(KafkaConsumer<byte[], byte[]> consumer, LogPosition position) {
    Map<TopicPartition, Long> places = new HashMap<>();
    places.putAll(places(consumer, Topics.OUTCOMES, position.offsets()));
    places.putAll(places(consumer, Topics.STATEMENTS, position.statements()));
    consumer.assign(places.keySet());
    places.forEach(consumer::seek);
  }

  private static Map<TopicPartition, Long> places(
      KafkaConsumer<byte[], byte[]> consumer, String topic, Map<Integer, Long> offsets) {
    return consumer.partitionsFor(topic).stream()
        .collect(
            Collectors.toMap(
                each -> new TopicPartition(topic, each.partition()),
                each -> offsets.getOrDefault(each.partition(), 0L)));
  }

  private void append(TransparencyLog open, ConsumerRecords<byte[], byte[]> records)
      throws LogBrokenException, TimeWentBackException, IOException {
    var batch = new LeafBatch(LogPosition.decode(open.head().attachment()), cipher);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      batch.add(record);
    }
    open.append(batch.leaves(), batch.position().encode());
    log.debug("event=log_appended leaves={} size={}", batch.leaves().size(), open.head().size());
  }

  private static Map<Integer, Long> positions(KafkaConsumer<byte[], byte[]> consumer) {
    Map<Integer, Long> read = new TreeMap<>();
    consumer.assignment().stream()
        .filter(each -> each.topic().equals(Topics.OUTCOMES))
        .forEach(each -> read.put(each.partition(), consumer.position(each)));
    return read;
  }

  private static Progress progress(TransparencyLog open, Map<Integer, Long> read)
      throws IOException {
    var head = open.head();
    return new Progress(head.size(), LogPosition.decode(head.attachment()), read);
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }

  /** Ends {@link #run} after the append it is at; the caller waits for its thread. */
  @Override
  public void close() {
    closed = true;
  }
}
