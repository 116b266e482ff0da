package dev.breakwater.cli;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.reset.VehicleReset;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.Enrolment;
import dev.breakwater.cli.installation.Rotation;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.VehicleRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The onshore registry of vehicles, and the end of one owner's time. */
@Command(
    name = "vehicle",
    description = "Enrols and lists vehicles in the onshore registry; resets this one.",
    mixinStandardHelpOptions = true)
final class VehicleCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "enrol",
      description =
          "Enrols the vehicle of this installation, with a new identity if it has none;"
              + " needs a running onshore side.",
      mixinStandardHelpOptions = true)
  void enrol(@Mixin DataOption data, @Mixin KeysOption keys)
      throws IOException, CommandFailedException {
    var layout = data.layout();
    var kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    var random = new SecureRandom();
    KeyVault vault = keys.open(layout, random);
    print(new Enrolment(layout, random).enrol(vault, kafka));
  }

  @Command(
      name = "rotate",
      description = {
        "Gives the vehicle of this installation a new random name with a new certificate for at",
        "most 90 days, and retires the old one; needs a running onshore side and an agent that",
        "has delivered everything and does not run."
      },
      mixinStandardHelpOptions = true)
  void rotate(@Mixin DataOption data, @Mixin KeysOption keys)
      throws IOException, CommandFailedException {
    var layout = data.layout();
    var kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    var random = new SecureRandom();
    print(new Rotation(layout, keys.open(layout, random), random).rotate(kafka));
  }

  @Command(
      name = "reset",
      description = {
        "Erases all personal data in this vehicle, for its next owner: consents, receipts, the"
            + " cabin vault, the outbox and their keys. Cannot be undone.",
        "Run again, or the next 'agent run', finishes what was stopped. Prints the signed proof."
      },
      mixinStandardHelpOptions = true)
  void reset(
      @Mixin DataOption data,
      @Mixin KeysOption keys,
      @Option(names = "--yes", description = "erase; without it nothing is done") boolean yes)
      throws IOException, CommandFailedException {
    Path home = data.layout().vehicle();
    if (!Files.isDirectory(home)) {
      throw new CommandFailedException(home + ": no vehicle.", "Name its directory by --data.");
    }
    if (!yes) {
      throw new CommandFailedException(
          "This erases all personal data in " + home + ".", "Say --yes to do it.", 2);
    }
    KeyVault vault = keys.open(data.layout(), new SecureRandom());
    Path proof = VehicleReset.run(home, vault, InstantSource.system());
    spec.commandLine().getOut().println("erased; proof: " + proof);
  }

  @Command(
      name = "list",
      description = "Lists the vehicles; needs a running onshore side.",
      mixinStandardHelpOptions = true)
  void list(@Mixin DataOption data) throws IOException, CommandFailedException {
    String kafka = Endpoints.read(data.layout().endpoints()).bootstrapServers();
    try (var registry = new VehicleRegistry(kafka, InstantSource.system())) {
      registry.list().forEach(this::print);
    }
  }

  private void print(VehicleRecord row) {
    spec.commandLine()
        .getOut()
        .println(
            row.vehicle()
                + " "
                + row.status()
                + " since "
                + Instant.ofEpochMilli(row.sinceMillis()));
  }
}
