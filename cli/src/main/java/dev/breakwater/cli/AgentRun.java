package dev.breakwater.cli;

import dev.breakwater.agent.Agent;
import dev.breakwater.agent.AgentParts;
import dev.breakwater.agent.AgentSettings;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.uplink.CoapUplink;
import dev.breakwater.agent.uplink.UplinkSettings;
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
import dev.breakwater.cli.vehicle.BusSection;
import dev.breakwater.cli.vehicle.CaptureSection;
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
import java.time.InstantSource;
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
      run(shadow);
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (UnreadableSourceException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (TooSlowException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (OutboxCorruptException e) {
      throw new CommandFailedException(e, e.remedy());
    } finally {
      if (shadow != null) {
        ShadowLog.lines(shadow.report()).forEach(LOG::info);
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
    try (var inForce = CarPolicies.open(policies, InstantSource.system());
        var anonymizer =
            new Anonymizer(NetworkDetector.open(ModelDescriptor.shipped()), Profile.files())) {
      var identity = VehicleIdentity.read(layout.vehicleIdentity());
      var parts =
          new AgentParts(
              inForce.inForce(),
              anonymizer,
              FileKeyVault.openOrCreate(layout.vehicleKeys(), random),
              uplink(port, identity, inForce),
              new Clocks(InstantSource.system(), AgentRun::bootMillis, "SYSTEM"),
              random,
              shadow);
      runUntilStopped(new Agent(settings(identity), parts));
    }
  }

  private int receiverPort() throws IOException, CommandFailedException {
    int port = configuration.get(UplinkSection.SECTION).port();
    return port == 0 ? Endpoints.read(layout.endpoints()).receiverPort() : port;
  }

  private CoapUplink uplink(int port, VehicleIdentity identity, CarPolicies policies) {
    String host = configuration.get(UplinkSection.SECTION).host();
    return new CoapUplink(new UplinkSettings(host, port, identity), policies.fetched(), random);
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
        capture.realTime());
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
