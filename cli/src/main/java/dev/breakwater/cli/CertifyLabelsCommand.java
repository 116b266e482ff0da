package dev.breakwater.cli;

import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.evaluate.team.Qualification;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Qualifies a labelling team. */
@Command(
    name = "labels",
    description = {
      "Qualifies a labelling team by the six limits of GB/T 44464-2024 B.2.4.",
      "TRUTH and LABELS are of the same pictures, as for 'certify anonymization'; anonymized"
          + " pictures have the member masks. Exit code 0: all limits are met; 1: one is not."
    },
    mixinStandardHelpOptions = true)
final class CertifyLabelsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TRUTH", description = "what is known to be right")
  private Path truth = Path.of("");

  @Parameters(index = "1", paramLabel = "LABELS", description = "what the team has marked")
  private Path labels = Path.of("");

  @Mixin private CertifyLabelOptions options = new CertifyLabelOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    try {
      Qualification qualification =
          Qualification.of(options.read(List.of(truth)), options.read(List.of(labels)));
      print(qualification, spec.commandLine().getOut());
      return qualification.qualifies() ? 0 : 1;
    } catch (LabelsRejectedException e) {
      throw CertifyLabelOptions.rejected(e);
    }
  }

  private static void print(Qualification qualification, PrintWriter out) {
    qualification.limits().forEach(limit -> print(limit, out));
    out.println("the sample, B.2.4:");
    qualification.sample().forEach(limit -> print(limit, out));
    out.println(qualification.qualifies() ? "the team qualifies" : "the team does not qualify");
    out.flush();
  }

  private static void print(Qualification.Limit limit, PrintWriter out) {
    out.printf("%-4s %s: %s%n", limit.met() ? "met" : "NOT", limit.asks(), limit.found());
  }
}
