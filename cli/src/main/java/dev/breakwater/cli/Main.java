package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Entry point: wires the commands, turns failures into one line and an exit code. */
@Command(
    name = "breakwater",
    description = "Data-security compliance gateway for smart EVs, vehicle and cloud.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      AnonymizeCommand.class,
      CertifyCommand.class,
      AgentCommand.class,
      CloudCommand.class,
      VehicleCommand.class,
      StatutoryCommand.class,
      PolicyCommand.class,
      PlanCommand.class,
      AuditCommand.class,
      ReportCommand.class,
      EraseCommand.class,
      PkiCommand.class
    })
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  private static int execute(String[] args) {
    try {
      return commandLine().execute(args);
    } catch (Error e) {
      if (!StopSignal.isGiven()) {
        throw e;
      }
      System.err.println("breakwater: " + StopSignal.STOPPED);
      return 1;
    }
  }

  static CommandLine commandLine() {
    return prepared(new CommandLine(new Main()));
  }

  /** Lets a command line tell of failures in one line. */
  static CommandLine prepared(CommandLine line) {
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(oneLineForUsage())
        .setExecutionExceptionHandler(oneLineForFailure());
  }

  private static IParameterExceptionHandler oneLineForUsage() {
    return (failure, args) -> {
      CommandLine command = failure.getCommandLine();
      String name = command.getCommandSpec().qualifiedName();
      command.getErr().println(name + ": " + oneLine(failure) + " See '" + name + " --help'.");
      return CommandLine.ExitCode.USAGE;
    };
  }

  private static IExecutionExceptionHandler oneLineForFailure() {
    return (failure, command, parsed) -> {
      String name = command.getCommandSpec().qualifiedName();
      String line = StopSignal.isGiven() ? StopSignal.STOPPED : oneLine(failure);
      command.getErr().println(name + ": " + line);
      return failure instanceof CommandFailedException failed ? failed.exitCode() : 1;
    };
  }

  /** A failure that nobody foresaw shows its type too. */
  private static String oneLine(Exception failure) {
    boolean foreseen =
        !(failure instanceof RuntimeException) || failure instanceof ParameterException;
    String message = String.valueOf(failure.getMessage());
    String line = foreseen ? message : failure.getClass().getSimpleName() + ": " + message;
    return line.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
