package dev.breakwater.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The statutory lane, for engineers. */
@Command(
    name = "statutory",
    description = "Messages of GB/T 32960.3, which a car sends to the platform by law.",
    mixinStandardHelpOptions = true,
    subcommands = StatutoryDecodeCommand.class)
final class StatutoryCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
