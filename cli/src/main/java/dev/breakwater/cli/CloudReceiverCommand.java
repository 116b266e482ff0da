package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.KafkaSection;
import dev.breakwater.cli.onshore.Metrics;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.cli.onshore.ProcessState;
import dev.breakwater.cli.onshore.ReceiverSection;
import dev.breakwater.ingest.receive.ItemProofs;
import dev.breakwater.ingest.receive.Receiver;
import dev.breakwater.ingest.receive.ReceiverSettings;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.KnownVehicles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A receiver in a process of its own. */
@Command(
    name = "receiver",
    description = {
      "Runs a receiver until it is stopped; several may run behind one address.",
      "A certificate that is replaced on disk is shown from the next handshake on."
    },
    mixinStandardHelpOptions = true)
final class CloudReceiverCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(CloudReceiverCommand.class);
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 2000;

  private final SecureRandom random = new SecureRandom();

  @Mixin private final CloudOptions options = new CloudOptions();

  @Option(
      names = "--node",
      paramLabel = "N",
      description = "number of this receiver among 'nodes' of the file")
  private @Nullable Integer node;

  @Option(names = "--port", paramLabel = "N", description = "UDP port, before that of the file")
  private @Nullable Integer port;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    return options.with(this::run);
  }

  private int run(CloudConfiguration configuration)
      throws IOException, CommandFailedException, InterruptedException {
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    ReceiverSection section = configuration.get(ReceiverSection.SECTION);
    String kafka = configuration.get(KafkaSection.SECTION).servers();
    Path identity = identity(section, new Trust(data, random));
    Credentials credentials = Credentials.read(identity);
    var stop = StopSignal.listen(() -> {});
    try (var guard = OnshoreGuard.start(configuration);
        var bundles = BundleFiles.published(data, kafka);
        var vehicles = KnownVehicles.open(kafka, TOPIC_LIMIT);
        var proofs = proofs(data, kafka);
        var receiver =
            Receiver.start(
                settings(section, credentials, kafka),
                vehicles,
                bundles,
                DataCipher.of(data, random),
                proofs == null ? ItemProofs.NONE : proofs);
        var watch = options.watch(configuration, () -> state(receiver))) {
      log.info("event=ready receiver_port={} health_port={}", receiver.port(), watch.port());
      while (!stop.await(LOOK_MILLIS)) {
        guard.requireOnshore();
        credentials = renewed(identity, credentials, receiver);
      }
      return 0;
    } finally {
      stop.finished();
    }
  }

  private ReceiverSettings settings(
      ReceiverSection section, Credentials credentials, String kafka) {
    var address = port == null ? section.address() : new InetSocketAddress(section.host(), port);
    var nodes = node == null ? section.nodes() : section.nodes(node);
    return settings(section, address, credentials, kafka).among(nodes.orElse(null));
  }

  /** Returns the settings of a receiver that stands alone. */
  static ReceiverSettings settings(
      ReceiverSection section, InetSocketAddress address, Credentials credentials, String kafka) {
    return new ReceiverSettings(address, credentials, authorities(credentials).get(0), kafka)
        .with(section.limits())
        .keepingConnectionsIn(section.connections().orElse(null));
  }

  private static Path identity(ReceiverSection section, Trust trust) {
    return section.credentials().orElse(trust.receiverDirectory());
  }

  static Credentials credentials(ReceiverSection section, Trust trust)
      throws IOException, CommandFailedException {
    return Credentials.read(identity(section, trust));
  }

  private static List<X509Certificate> authorities(Credentials credentials) {
    var chain = credentials.chain();
    return chain.size() > 1 ? chain.subList(1, chain.size()) : chain;
  }

  /** A receiver that does not see the log has no proofs to give. */
  private @Nullable LogProofs proofs(DataLayout data, String kafka)
      throws IOException, CommandFailedException {
    return Files.exists(data.logPolicy()) ? LogProofs.open(data, kafka, random) : null;
  }

  /** What cannot be used, because it is half written or wrong, leaves the receiver as it is. */
  private static Credentials renewed(Path identity, Credentials known, Receiver receiver) {
    try {
      Credentials found = Credentials.read(identity);
      if (found.chain().equals(known.chain())) {
        return known;
      }
      receiver.replace(found, authorities(found));
      return found;
    } catch (IOException | IllegalArgumentException e) {
      log.warn("event=credentials_not_replaced error=\"{}\"", e.toString());
      return known;
    }
  }

  private static ProcessState state(Receiver receiver) {
    return new ProcessState("", metrics(receiver));
  }

  static Metrics metrics(Receiver receiver) {
    var now = receiver.progress();
    return new Metrics()
        .counter("receiver_requests", now.requests())
        .counter("receiver_requests_slowed", now.slowed())
        .counter("receiver_records_committed", now.committed())
        .counter("receiver_records_postponed", now.postponed())
        .gauge("receiver_records_waiting", now.waiting())
        .gauge("receiver_connections", now.connections())
        .gauge("receiver_certificate_end_seconds", now.certificateEndSeconds());
  }
}
