package dev.breakwater.cli;

import dev.breakwater.cli.certify.CheckResult;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What leaves the car, captured outside the process that is tested. */
@Command(
    name = "egress",
    description = {
      "Captures what leaves the car in its three states, off, on, and with all transfer functions"
          + " on,",
      "a third of the time each; says of every flow which process sent it and where it went, and",
      "compares the uplink with the car's own account.",
      "Exit code 0: no cabin data left, and nothing went abroad; 3: something did; 4: not tested."
    },
    mixinStandardHelpOptions = true)
final class CertifyEgressCommand implements Callable<Integer> {
  private static final int FAILED = 3;
  private static final int NOT_TESTED = 4;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data = new DataOption();
  @Mixin private EgressOptions options = new EgressOptions();

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    try {
      List<CheckResult> results = options.check(data.layout(), this::say).run();
      results.forEach(this::print);
      return exitCode(results);
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private static int exitCode(List<CheckResult> results) {
    if (results.stream().anyMatch(each -> each.verdict() == CheckResult.Verdict.FAIL)) {
      return FAILED;
    }
    return results.stream().allMatch(CheckResult::passed) ? 0 : NOT_TESTED;
  }

  private void print(CheckResult result) {
    say(result.check() + " (" + result.clause() + "): " + result.verdict());
    result.details().forEach(detail -> say("  " + detail));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
