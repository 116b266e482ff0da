package dev.breakwater.ingest.broker;

import dev.breakwater.audit.durable.DirectoryLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft, one node that is broker and controller) inside this process, bound to
 * the loopback address only.
 *
 * <p>Durability: there is one replica, so {@code acks=all} means that the record is in this
 * broker's log file as the operating system sees it. Records acknowledged before the process is
 * killed are there after the next start; records of the last moments before the machine loses power
 * may not be. A deployment that must survive a machine uses a cluster with three replicas.
 *
 * <p>Safe for use by several threads. One process at a time may hold a directory.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** The longest a transaction may stay open: a job that was down for a week still commits. */
  public static final Duration MAX_TRANSACTION_TIMEOUT = Duration.ofDays(7);

  /** One name for every embedded cluster, so that formatting can be repeated after a crash. */
  private static final String CLUSTER = "QnJlYWt3YXRlckVtYmVkZA";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final KafkaRaftServer server;
  private final LoopbackPorts ports;
  private final DirectoryLock lock;

  private EmbeddedBroker(KafkaRaftServer server, LoopbackPorts ports, DirectoryLock lock) {
    this.server = server;
    this.ports = ports;
    this.lock = lock;
  }

  /**
   * Starts the broker on {@code directory}, formatting it on first use; a directory left by a
   * killed process is recovered the same way. Returns when the broker serves requests.
   *
   * @throws IOException if the directory cannot be used or another process holds it
   */
  public static EmbeddedBroker start(Path directory) throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    // Kafka's own lock comes after its metadata log is opened, too late: two brokers would write
    // one
    // log.
    DirectoryLock lock = DirectoryLock.take(directory, "another broker uses " + directory);
    try {
      LoopbackPorts ports = LoopbackPorts.claim(directory);
      format(data);
      var server = server(BrokerSettings.of(data, ports));
      log.info("event=broker_started port={}", ports.clients());
      return new EmbeddedBroker(server, ports, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static void format(Path data) throws IOException {
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setClusterId(CLUSTER)
          .setNodeId(BrokerSettings.NODE)
          .addDirectory(data.toString())
          .setMetadataLogDirectory(data.toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) { // that is what Formatter.run declares
      throw new IOException("cannot format the broker's directory " + data, e);
    }
  }

  private static KafkaRaftServer server(Map<String, Object> settings) throws IOException {
    try {
      var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      server.startup();
      return server;
    } catch (RuntimeException e) {
      throw new IOException("the embedded broker did not start: " + e.getMessage(), e);
    }
  }

  /** Returns the address that clients connect to, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + ports.clients();
  }

  /** Stops the broker cleanly and waits for it. */
  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
    log.info("event=broker_stopped port={}", ports.clients());
  }
}
