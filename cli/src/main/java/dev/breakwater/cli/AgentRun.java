package dev.breakwater.cli;

import dev.breakwater.agent.Agent;
import dev.breakwater.agent.AgentParts;
import dev.breakwater.agent.AgentSettings;
import dev.breakwater.agent.ConsentSettings;
import dev.breakwater.agent.Duties;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.egress.SentLedger;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.proof.LogQuestions;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.time.CloudTime;
import dev.breakwater.agent.uplink.CoapUplink;
import dev.breakwater.agent.uplink.Inboxes;
import dev.breakwater.agent.uplink.ProofInbox;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.cli.vehicle.AgentConfiguration;
import dev.breakwater.cli.vehicle.AgentStatus;
import dev.breakwater.cli.vehicle.AgentWatch;
import dev.breakwater.cli.vehicle.BusSection;
import dev.breakwater.cli.vehicle.CaptureSection;
import dev.breakwater.cli.vehicle.CertificateAge;
import dev.breakwater.cli.vehicle.ConsentSection;
import dev.breakwater.cli.vehicle.HeadUnitSection;
import dev.breakwater.cli.vehicle.HealthSection;
import dev.breakwater.cli.vehicle.KeysSection;
import dev.breakwater.cli.vehicle.OutboxSection;
import dev.breakwater.cli.vehicle.PolicySection;
import dev.breakwater.cli.vehicle.UplinkSection;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the vehicle's side, wired from its configuration. */
final class AgentRun {
  private static final Logger LOG = LoggerFactory.getLogger(AgentRun.class);

  private final AgentConfiguration configuration;
  private final DataLayout layout;
  private final CaptureSection capture;
  private final BusSection bus;
  private final PolicySection policy;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();

  /**
   * @throws CommandFailedException if there is nothing to drive on
   */
  AgentRun(AgentConfiguration configuration, AgentRunOptions options)
      throws CommandFailedException {
    this.configuration = configuration;
    this.layout = new DataLayout(options.installation(configuration).data());
    this.capture = options.capture(configuration);
    this.policy = options.policy(configuration);
    this.bus = configuration.get(BusSection.SECTION);
    if (capture.video().isEmpty() && capture.trace().isEmpty() && bus.isUnused()) {
      throw new CommandFailedException(
          "There is nothing to drive on.",
          "Give --video or --trace, or 'capture' or 'bus' in the configuration.",
          2);
    }
    if (capture.trace().isPresent() && !bus.isUnused()) {
      throw new CommandFailedException(
          "Signals come from one source.", "Give a trace or a bus, not both.", 2);
    }
  }

  /** Returns when all is acknowledged, or the process is asked to stop. */
  void run()
      throws IOException, CommandFailedException, InvalidSourceException, InterruptedException {
    Shadow shadow = policy.shadow().isEmpty() ? null : shadow(policy.shadow().get());
    try {
      CarStops.toldBy(
          () -> {
            run(shadow);
            return true;
          });
    } finally {
      if (shadow != null) {
        shadow.report().lines().forEach(LOG::info);
      }
    }
  }

  private void run(@Nullable Shadow shadow)
      throws IOException,
          CommandFailedException,
          InvalidSourceException,
          InterruptedException,
          ModelRejectedException,
          UnreadableSourceException,
          TooSlowException,
          OutboxCorruptException {
    int port = receiverPort();
    // A car whose cabin has no sensor yet.
    Files.createDirectories(layout.cabin());
    Path policies = policy.directory().orElse(layout.vehiclePolicy());
    KeyVault vault = configuration.get(KeysSection.SECTION).open(layout.vehicleKeys(), random);
    var identity = VehicleIdentity.read(layout.vehicleIdentity(), vault);
    Instant end = requireValid(identity);
    try (var inForce = CarPolicies.open(policies, clock);
        var anonymizer =
            new Anonymizer(NetworkDetector.open(ModelDescriptor.shipped()), Profile.files());
        var sent = SentLedger.open(layout.sentLedger())) {
      var cloudTime = new CloudTime(AgentRun::bootMillis);
      Optional<LogQuestions> questions = questions();
      var inboxes =
          new Inboxes(
              inForce.fetched(),
              questions.isPresent() ? questions.get() : ProofInbox.CLOSED,
              cloudTime::heard);
      var uplink =
          new CoapUplink(
              configuration.get(UplinkSection.SECTION).of(port, identity), inboxes, random, sent);
      var parts =
          new AgentParts(
              inForce.inForce(),
              anonymizer,
              vault,
              uplink,
              new Clocks(clock, AgentRun::bootMillis, "SYSTEM"),
              random,
              shadow,
              cloudTime);
      Duties duties = new AgentDuties(configuration, inForce, clock).of(anonymizer, questions);
      var agent = new Agent(settings(identity), parts, duties);
      Supplier<AgentStatus> status =
          () -> new AgentStatus(uplink.progress(), sent.sent(), agent.backlog(), end);
      var watch = AgentWatch.start(configuration.get(HealthSection.SECTION), status, sent);
      try {
        runUntilStopped(agent);
      } finally {
        watch.close();
      }
    }
  }

  private Instant requireValid(VehicleIdentity identity) throws CommandFailedException {
    X509Certificate certificate = identity.chain().get(0);
    CertificateAge.requireValid(certificate, clock.instant())
        .ifPresent(
            days ->
                LOG.warn("event=certificate_ends_soon days={} remedy=\"vehicle rotate\"", days));
    return certificate.getNotAfter().toInstant();
  }

  private int receiverPort() throws IOException, CommandFailedException {
    int port = configuration.get(UplinkSection.SECTION).port();
    return port == 0 ? Endpoints.read(layout.endpoints()).receiverPort() : port;
  }

  /** A car that has no key of the log pinned asks for no proofs. */
  private Optional<LogQuestions> questions() throws IOException, CommandFailedException {
    Path policy = layout.logPolicy();
    if (!Files.exists(policy)) {
      return Optional.empty();
    }
    Files.createDirectories(layout.vehicle());
    Path sample = layout.sample();
    var log = AuditCommand.policy(policy).logs().get(0);
    Path receipts = layout.vehicle().resolve("consent/receipts");
    return Optional.of(LogQuestions.open(sample, receipts, log, clock, random));
  }

  private SignalInput signals() throws IOException, CommandFailedException, InvalidSourceException {
    return capture.trace().isPresent()
        ? new SignalInput.Trace(capture.trace().get())
        : bus.input(PolicyFiles::read);
  }

  private AgentSettings settings(VehicleIdentity identity)
      throws IOException, CommandFailedException, InvalidSourceException {
    return new AgentSettings(
        layout.vehicle(),
        configuration.get(OutboxSection.SECTION).of(identity.vehicle()),
        capture.video().orElse(null),
        signals(),
        layout.cabin(),
        capture.plan(),
        capture.realTime(),
        consent());
  }

  private ConsentSettings consent() {
    Path notice = Files.exists(layout.vehicleNotice()) ? layout.vehicleNotice() : null;
    return configuration
        .get(ConsentSection.SECTION)
        .of(notice, configuration.get(HeadUnitSection.SECTION));
  }

  private static Shadow shadow(String pack) throws IOException, CommandFailedException {
    try {
      return Shadow.of(PolicyEngine.compile(PolicyFiles.packNamed(pack, Catalog.cn())));
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(
          e.problems().get(0) + ".", "'breakwater policy check' shows every mistake.");
    }
  }

  private static void runUntilStopped(Agent agent)
      throws IOException,
          OutboxCorruptException,
          UnreadableSourceException,
          TooSlowException,
          InterruptedException {
    var signal = StopSignal.listen(agent::stop);
    try {
      agent.run();
    } finally {
      signal.finished();
    }
  }

  private static long bootMillis() {
    return System.nanoTime() / 1_000_000;
  }
}
