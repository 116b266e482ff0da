package dev.breakwater.cli;

import dev.breakwater.cli.CaseOptions.Tried;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the unit tests of a pack. */
@Command(
    name = "test",
    description = {
      "Asks the policy what the cases ask, and names each whose answer is not the expected one.",
      "Exit code 0: every case holds; 1: some do not, or a file has mistakes."
    },
    mixinStandardHelpOptions = true)
final class PolicyTestCommand implements Callable<Integer> {
  @Mixin private CaseOptions cases = new CaseOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    try {
      Tried tried = cases.tried();
      PrintWriter out = spec.commandLine().getOut();
      tried.failures().forEach(out::println);
      out.printf(
          "%d of %d cases hold, pack %s, %s%n",
          tried.verdicts().size() - tried.failures().size(),
          tried.verdicts().size(),
          tried.pack().id(),
          tried.pack().digest());
      out.flush();
      return tried.failures().isEmpty() ? 0 : 1;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }
}
