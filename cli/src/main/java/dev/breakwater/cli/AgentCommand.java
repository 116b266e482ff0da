package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.AgentConfiguration;
import dev.breakwater.cli.vehicle.AgentStatus;
import dev.breakwater.cli.vehicle.HealthSection;
import dev.breakwater.cli.vehicle.StatusServer;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The vehicle's side. */
@Command(
    name = "agent",
    description = "Runs the vehicle's side.",
    mixinStandardHelpOptions = true,
    subcommands = AgentReleaseCommand.class)
final class AgentCommand implements Runnable {
  private static final int WAITING = 3;

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

  @Command(
      name = "health",
      description = {
        "Asks a running agent how it is, at the port that its configuration names.",
        "Exit code 0: well; 1: no answer; 3: it waits, e.g. for a receiver."
      },
      mixinStandardHelpOptions = true)
  int health(@Mixin AgentRunOptions options) throws IOException, CommandFailedException {
    try {
      int port = options.configuration().get(HealthSection.SECTION).port();
      if (port == 0) {
        throw new CommandFailedException(
            "The configuration has no 'port' in 'health'.", "Set one, and restart the agent.", 2);
      }
      String health = StatusServer.ask(port);
      spec.commandLine().getOut().println(health);
      return health.equals(AgentStatus.OK) ? 0 : WAITING;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }
}
