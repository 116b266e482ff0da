package dev.breakwater.cli;

import dev.breakwater.cli.CaseOptions.Tried;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.trial.Coverage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which rules the unit tests of a pack try. */
@Command(
    name = "coverage",
    description = {
      "Counts for each rule the cases that it decides, and those of its stages and categories that"
          + " it does not.",
      "Exit code 0: every case holds and every rule has both; 1: not so, or a file has mistakes."
    },
    mixinStandardHelpOptions = true)
final class PolicyCoverageCommand implements Callable<Integer> {
  @Mixin private CaseOptions cases = new CaseOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    try {
      Tried tried = cases.tried();
      List<Coverage> rules = Coverage.of(tried.pack(), tried.verdicts());
      print(tried, rules);
      return tried.failures().isEmpty() && rules.stream().allMatch(Coverage::isBothWays) ? 0 : 1;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private void print(Tried tried, List<Coverage> rules) {
    PrintWriter out = spec.commandLine().getOut();
    tried.failures().forEach(out::println);
    out.println("decides  does not  rule");
    for (Coverage each : rules) {
      out.printf(
          "%7d  %8d  %s%s%n", each.decided(), each.abstained(), each.rule().id(), lack(each));
    }
    out.printf(
        "%d of %d rules are tried both ways, by %d cases, pack %s, %s%n",
        rules.stream().filter(Coverage::isBothWays).count(),
        rules.size(),
        tried.verdicts().size(),
        tried.pack().id(),
        tried.pack().digest());
    out.flush();
  }

  private static String lack(Coverage coverage) {
    String decides = coverage.decided() == 0 ? "  <- no case that it decides" : "";
    return decides + (coverage.abstained() == 0 ? "  <- no case that it does not decide" : "");
  }
}
