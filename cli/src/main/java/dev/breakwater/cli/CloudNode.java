package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.cli.NodeSettings.Door;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.cli.onshore.HealthServer;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.console.StatusPage;
import dev.breakwater.ingest.console.StatusSource;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.ingest.pipeline.CloudPipeline;
import dev.breakwater.ingest.pipeline.Health;
import dev.breakwater.ingest.pipeline.MissingStateException;
import dev.breakwater.ingest.pipeline.PipelineSettings;
import dev.breakwater.ingest.receive.ItemProofs;
import dev.breakwater.ingest.receive.Receiver;
import dev.breakwater.ingest.receive.ReceiverSettings;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole onshore side in one process. */
final class CloudNode {
  private static final Logger log = LoggerFactory.getLogger(CloudNode.class);
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
  private static final long REPORT_MILLIS = 1000;

  private final DataLayout data;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Trust trust;
  private final PrintWriter out;

  /**
   * @param out of the command
   */
  CloudNode(DataLayout data, InstantSource clock, SecureRandom random, PrintWriter out) {
    this.data = data;
    this.out = out;
    this.clock = clock;
    this.random = random;
    this.trust = new Trust(data, random);
  }

  /**
   * Runs until the process is asked to stop.
   *
   * @throws CommandFailedException if a part cannot start, or a connection leads abroad
   */
  void run(NodeSettings settings) throws IOException, CommandFailedException, InterruptedException {
    Files.createDirectories(data.cloud());
    trust.prepareCloud();
    var stop = StopSignal.listen(() -> {});
    try (var broker = EmbeddedBroker.start(data.kafka())) {
      TopicSetup.apply(broker.bootstrapServers(), (short) 1);
      serve(broker.bootstrapServers(), settings, stop);
    } finally {
      stop.finished();
    }
  }

  /**
   * Starts the parts in the order in which an item meets them backwards, so that nothing is taken
   * before everything behind it is there.
   */
  private void serve(String kafka, NodeSettings settings, StopSignal stop)
      throws IOException, CommandFailedException, InterruptedException {
    var policies = new PolicyTexts(CloudOptions.policyKeys(data), settings.shadowPack());
    try (var guard = guard(kafka, settings);
        var bundles = BundleFiles.published(data, kafka);
        var pipeline = pipeline(kafka, policies, settings);
        var stamping = LogStamping.start(data, clock, random);
        var vehicles = KnownVehicles.open(kafka, TOPIC_LIMIT);
        var proofs = LogProofs.open(data, kafka, random);
        var receiver = receiver(settings.door(), kafka, vehicles, bundles, proofs);
        var desk =
            OnshoreDesk.start(
                new OnshoreDesk.Place(data, kafka, clock, random),
                new OnshoreDesk.Parts(
                    vehicles, bundles, proofs, receiver::progress, pipeline::shadow),
                settings.desk(),
                out);
        var page = page(settings.pagePort(), new NodeStatus(data, pipeline, vehicles, kafka));
        var watch = watch(settings.door(), pipeline, receiver)) {
      URI address = URI.create("http://127.0.0.1:" + page.port() + "/");
      new Endpoints(kafka, receiver.port(), address, desk.address()).write(data.endpoints());
      log.info(
          "event=ready receiver_port={} page={} console={} health_port={} sinks={} stamps_every={}"
              + " {}",
          receiver.port(),
          address,
          desk.address(),
          watch.port(),
          guard.sinks(),
          stamping.every(),
          desk.pace());
      while (!stop.await(REPORT_MILLIS)) {
        guard.requireOnshore();
        report(pipeline);
      }
    }
  }

  /** A place that leads abroad ends this process, and with it every connection. */
  private OnshoreGuard guard(String kafka, NodeSettings settings)
      throws IOException, CommandFailedException {
    Set<Sink> sinks = new LinkedHashSet<>(OnshoreSinks.of(data, kafka));
    settings.desk().signIn().ifPresent(sinks::add);
    return OnshoreGuard.start(sinks, OnshoreSinks.connections(data), settings.checkNames());
  }

  private CloudPipeline pipeline(String bootstrapServers, PolicyTexts policies, NodeSettings node)
      throws IOException, CommandFailedException {
    Set<Digest> models = Set.of(ModelDescriptor.shipped().digest());
    var settings =
        new PipelineSettings(
            bootstrapServers, models, trust.logSigner(), node.interval(), policies, node.rebuild());
    try {
      return CloudPipeline.start(settings, data.onshore(), clock, random);
    } catch (MissingStateException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (LogBrokenException e) {
      throw new CommandFailedException(
          e.getMessage() + ".", "Verify the log with 'breakwater audit verify'.");
    }
  }

  private Receiver receiver(
      @Nullable Door door,
      String bootstrapServers,
      KnownVehicles vehicles,
      PublishedBundles bundles,
      ItemProofs proofs)
      throws IOException, CommandFailedException {
    ReceiverSettings settings =
        door == null
            ? onLoopback(bootstrapServers)
            : CloudReceiverCommand.settings(
                door.receiver(),
                door.receiver().address(),
                CloudReceiverCommand.credentials(door.receiver(), trust),
                bootstrapServers);
    return Receiver.start(settings, vehicles, bundles, DataCipher.of(data, random), proofs);
  }

  /** A restarted receiver keeps its port: vehicles know no other. */
  private ReceiverSettings onLoopback(String bootstrapServers)
      throws IOException, CommandFailedException {
    int port = known() ? Endpoints.read(data.endpoints()).receiverPort() : 0;
    return new ReceiverSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        trust.receiver(),
        trust.authority().certificate(),
        bootstrapServers);
  }

  private static HealthServer watch(@Nullable Door door, CloudPipeline pipeline, Receiver receiver)
      throws IOException, CommandFailedException {
    return door == null
        ? HealthServer.none()
        : CloudOptions.watch(
            door.watch(), door.watch().port(), () -> NodeStatus.state(pipeline, receiver));
  }

  private boolean known() {
    return Files.exists(data.endpoints());
  }

  private StatusPage page(int port, StatusSource source)
      throws IOException, CommandFailedException {
    int wanted = port == 0 && known() ? Endpoints.read(data.endpoints()).page().getPort() : port;
    try {
      return StatusPage.start(wanted, source, data.onshore().log());
    } catch (BindException e) {
      throw new CommandFailedException(
          "The status for programs cannot listen on port " + wanted + ": " + e.getMessage() + ".",
          "Choose another with --port N, or 0 for a free one.");
    }
  }

  private static void report(CloudPipeline pipeline) {
    try {
      Health health = pipeline.health();
      log.info(
          "event=status stored={} quarantined={} refused={} log={} caught_up={}",
          health.storedRows(),
          health.quarantinedRows(),
          health.refused(),
          health.logSize(),
          health.isCaughtUp());
    } catch (IOException e) {
      log.warn("event=status_unknown error=\"{}\"", e.toString());
    }
  }
}
