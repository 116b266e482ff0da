package dev.breakwater.cli;

import dev.breakwater.agent.Agent;
import dev.breakwater.agent.AgentParts;
import dev.breakwater.agent.AgentSettings;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.proof.AcknowledgedSample;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The vehicle's side. */
@Command(name = "agent", description = "Runs the vehicle's side.", mixinStandardHelpOptions = true)
final class AgentCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);
  private static final String RECEIVER_HOST = "127.0.0.1";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "run",
      description = {
        "Feeds one recorded drive and sends what may leave the car; ends when all is acknowledged.",
        "Needs an enrolled vehicle (see 'vehicle enrol') and a running onshore side."
      },
      mixinStandardHelpOptions = true)
  void run(
      @Mixin DataOption data,
      @Option(
              names = "--video",
              paramLabel = "FILE|DIR",
              required = true,
              description = "the exterior camera: a video, or a folder of JPEG or PNG")
          Path video,
      @Option(
              names = "--trace",
              paramLabel = "FILE",
              description = "recorded VSS signals, JSON lines")
          @Nullable Path trace,
      @Option(
              names = "--policy",
              paramLabel = "DIR",
              description = {
                "policy bundles: DIR/keys.yaml has the pinned keys, DIR/inbox takes new bundles,",
                "also while the vehicle drives (default: vehicle/policy in the data directory)"
              })
          @Nullable Path policy,
      @Option(
              names = "--shadow-policy",
              paramLabel = "ID|FILE.yaml",
              description = {
                "rules that are asked beside those in force and decide nothing:",
                "the log says at the end where they would have decided otherwise"
              })
          @Nullable String shadowPack)
      throws IOException, CommandFailedException, InterruptedException {
    Shadow shadow = shadowPack == null ? null : shadow(shadowPack);
    DataLayout layout = data.layout();
    Endpoints endpoints = Endpoints.read(layout.endpoints());
    var random = new SecureRandom();
    Path policyFolder = policy == null ? layout.vehiclePolicy() : policy;
    // A car whose cabin has no sensor yet.
    Files.createDirectories(layout.cabin());
    try (var policies = CarPolicies.open(policyFolder, InstantSource.system());
        var anonymizer =
            new Anonymizer(NetworkDetector.open(ModelDescriptor.shipped()), Profile.files())) {
      VehicleIdentity identity = VehicleIdentity.read(layout.vehicleIdentity());
      var uplink =
          new CoapUplink(
              new UplinkSettings(RECEIVER_HOST, endpoints.receiverPort(), identity),
              policies.fetched(),
              sample(layout, random),
              random);
      var settings =
          AgentSettings.of(layout.vehicle(), identity.vehicle(), video, trace, layout.cabin());
      var parts =
          new AgentParts(
              policies.inForce(),
              anonymizer,
              FileKeyVault.openOrCreate(layout.vehicleKeys(), random),
              uplink,
              new Clocks(InstantSource.system(), AgentCommand::bootMillis, "SYSTEM"),
              random,
              shadow);
      runUntilStopped(new Agent(settings, parts));
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

  /** The key of the log is pinned where the auditors' policy is. */
  private static AcknowledgedSample sample(DataLayout layout, SecureRandom random)
      throws IOException, CommandFailedException {
    Files.createDirectories(layout.vehicle());
    return AcknowledgedSample.open(
        layout.vehicle().resolve("sample"),
        AuditCommand.policy(layout.logPolicy()).logs().get(0),
        InstantSource.system(),
        random);
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
