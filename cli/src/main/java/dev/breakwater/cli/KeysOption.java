package dev.breakwater.cli;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.vehicle.AgentConfiguration;
import dev.breakwater.cli.vehicle.KeysSection;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where the car's keys are. */
final class KeysOption {
  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "configuration of the agent; its section 'keys' says where the car's keys are")
  private @Nullable Path config;

  /** Opens the vault, having made its keys on first use. */
  KeyVault open(DataLayout layout, SecureRandom random) throws IOException, CommandFailedException {
    if (config == null) {
      return KeysSection.SECTION.preset().open(layout.vehicleKeys(), random);
    }
    try {
      return AgentConfiguration.read(PolicyFiles.read(config), config.toString())
          .get(KeysSection.SECTION)
          .open(layout.vehicleKeys(), random);
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(
          e.problems().get(0) + ".", "'breakwater agent config' prints all options.");
    }
  }
}
