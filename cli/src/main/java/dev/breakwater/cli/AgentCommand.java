package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.AgentConfiguration;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The vehicle's side. */
@Command(name = "agent", description = "Runs the vehicle's side.", mixinStandardHelpOptions = true)
final class AgentCommand implements Runnable {
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
  int run(@Mixin AgentRunOptions options)
      throws IOException, CommandFailedException, InterruptedException {
    try {
      new AgentRun(options.configuration(), options).run();
      return 0;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  @Command(
      name = "config",
      description = "Prints the configuration file of 'agent run' with every option's default.",
      mixinStandardHelpOptions = true)
  void config() {
    spec.commandLine().getOut().print(AgentConfiguration.printed());
    spec.commandLine().getOut().flush();
  }
}
