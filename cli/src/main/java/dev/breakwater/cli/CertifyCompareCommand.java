package dev.breakwater.cli;

import dev.breakwater.anonymizer.evaluate.baseline.BaselineRejectedException;
import dev.breakwater.anonymizer.evaluate.baseline.Comparison;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two evaluations. */
@Command(
    name = "compare",
    description = {
      "Compares two evaluations, rate by rate; each is printed with its bounds.",
      "Exit code 0: no detection rate's lower bound drops, and no false-detection or leak rate's"
          + " upper bound rises, by more than --allow; 1: one does."
    },
    mixinStandardHelpOptions = true)
final class CertifyCompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BASE", description = "what 'certify' wrote with --json")
  private Path base = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "the same, later")
  private Path next = Path.of("");

  @Option(
      names = "--allow",
      paramLabel = "SHARE",
      description = "by how much a bound may get worse, 0 to 1 (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private double allowed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    requireFile(base);
    requireFile(next);
    if (!(allowed >= 0 && allowed <= 1)) {
      throw new CommandFailedException("--allow " + allowed + " is no share.", "Give 0 to 1.", 2);
    }
    try {
      Comparison comparison = Comparison.of(base, next, allowed);
      PrintWriter out = spec.commandLine().getOut();
      comparison.lines().forEach(line -> out.println(text(line)));
      out.println(comparison.holds() ? "nothing got worse" : "it got worse");
      out.flush();
      return comparison.holds() ? 0 : 1;
    } catch (BaselineRejectedException e) {
      throw new CommandFailedException(e.getMessage() + ".", e.remedy(), 2);
    }
  }

  private static void requireFile(Path file) throws CommandFailedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException(
          file + " is not a file.", "Name what 'certify anonymization --json' wrote.", 2);
    }
  }

  private static String text(Comparison.Line line) {
    Double after = line.newBound();
    return String.format(
        Locale.ROOT,
        "%-5s %s, %s bound: %.4f -> %s",
        line.holds() ? "ok" : "WORSE",
        line.name(),
        line.wanted() ? "lower" : "upper",
        line.baseBound(),
        after == null ? "not measured" : String.format(Locale.ROOT, "%.4f", after));
  }
}
