package dev.breakwater.cli;

import dev.breakwater.cli.installation.DataLayout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which installation a command works on. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "breakwater-data",
      description = "data directory of the installation (default: ${DEFAULT-VALUE})")
  private Path directory = Path.of("breakwater-data");

  DataLayout layout() {
    return new DataLayout(directory);
  }
}
