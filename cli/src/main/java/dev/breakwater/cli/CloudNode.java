package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.cli.NodeSettings.Door;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.cli.onshore.HealthServer;
import dev.breakwater.console.Section;
import dev.breakwater.console.serve.LiveTopics;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.console.StatusPage;
import dev.breakwater.ingest.console.StatusSource;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.MaintenanceSchedule;
import dev.breakwater.ingest.pipeline.CloudPipeline;
import dev.breakwater.ingest.pipeline.Health;
import dev.breakwater.ingest.pipeline.MissingStateException;
import dev.breakwater.ingest.pipeline.PipelineSettings;
import dev.breakwater.ingest.receive.ItemProofs;
import dev.breakwater.ingest.receive.Receiver;
import dev.breakwater.ingest.receive.ReceiverSettings;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    ShippedPapers.keep(data);
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
    Path keys = data.policyKeys();
    String keyText = Files.exists(keys) ? Files.readString(keys) : "";
    var policies = new PolicyTexts(keyText, settings.shadowPack());
    var live = new LiveTopics();
    try (var guard = guard(kafka, settings);
        var bundles = bundles(kafka, policies.keys());
        var pipeline = pipeline(kafka, policies, settings);
        var stamping = LogStamping.start(data, clock, random);
        var searchable = SearchDesk.upkeep(data, kafka);
        var vehicles = KnownVehicles.open(kafka, TOPIC_LIMIT);
        var maintenance = maintenance(bundles.policies());
        var store = IcebergStore.open(data.onshore().store());
        var erasures = ErasureService.start(data, kafka, clock, random);
        var receiver =
            receiver(settings.door(), kafka, vehicles, bundles, erasures.proofs(trail(store)));
        var operator =
            OperatorDesk.start(
                new OperatorDesk.Place(data, kafka, clock, random),
                new OperatorDesk.Parts(
                    vehicles,
                    bundles,
                    receiver,
                    erasures.proofs(trail(store)),
                    settings.desk().map()),
                live);
        var auditor = AuditorDesk.open(data, kafka, bundles, pipeline::shadow);
        var console =
            new NodeConsole(data, clock, random)
                .start(settings.desk(), live, sections(operator, auditor), out);
        var page = page(settings.pagePort(), new NodeStatus(data, pipeline, vehicles, kafka));
        var watch = watch(settings.door(), pipeline, receiver)) {
      URI address = URI.create("http://127.0.0.1:" + page.port() + "/");
      URI desk = URI.create("https://localhost:" + console.port() + "/");
      new Endpoints(kafka, receiver.port(), address, desk).write(data.endpoints());
      log.info(
          "event=ready receiver_port={} page={} console={} health_port={} maintenance_every={}"
              + " sinks={} stamps_every={} index_every={}",
          receiver.port(),
          address,
          desk,
          watch.port(),
          maintenance.interval(),
          guard.sinks(),
          stamping.every(),
          searchable.every());
      while (!stop.await(REPORT_MILLIS)) {
        guard.requireOnshore();
        report(pipeline);
      }
    }
  }

  /** The parts of the console, in no order. */
  private static List<Section> sections(OperatorDesk operator, AuditorDesk auditor) {
    List<Section> sections = new ArrayList<>(auditor.sections());
    sections.add(operator.section());
    return sections;
  }

  /** A place that leads abroad ends this process, and with it every connection. */
  private OnshoreGuard guard(String kafka, NodeSettings settings)
      throws IOException, CommandFailedException {
    Set<Sink> sinks = new LinkedHashSet<>(OnshoreSinks.of(data, kafka));
    settings
        .desk()
        .openId()
        .flatMap(openId -> Sink.at("sign-in", JurisdictionList.ONSHORE, openId.issuer().toString()))
        .ifPresent(sinks::add);
    return OnshoreGuard.start(sinks, OnshoreSinks.connections(data), settings.checkNames());
  }

  /** The catalog in force says how long what is kept. */
  private MaintenanceSchedule maintenance(PoliciesInForce policies) throws IOException {
    return MaintenanceSchedule.start(
        data.onshore().store(),
        at -> policies.at(at).pack().catalog(),
        clock,
        MaintenanceSchedule.INTERVAL);
  }

  private PublishedBundles bundles(String bootstrapServers, String policyKeys)
      throws IOException, CommandFailedException {
    try {
      String file = data.policyKeys().toString();
      return PublishedBundles.open(bootstrapServers, policyKeys, file, TOPIC_LIMIT);
    } catch (InvalidSourceException e) {
      throw BundleFiles.invalidKeys(e);
    }
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

  private Trail trail(IcebergStore store) throws IOException, CommandFailedException {
    return new Trail(
        store,
        DataCipher.of(data, random),
        LogSource.of(data.onshore().log().toString()),
        AuditCommand.policy(data.logPolicy()));
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
