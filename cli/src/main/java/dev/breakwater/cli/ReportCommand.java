package dev.breakwater.cli;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.report.AnnualSheetReader;
import dev.breakwater.cli.report.IncidentSheetReader;
import dev.breakwater.report.annual.AnnualReport;
import dev.breakwater.report.dossier.DossierReport;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.incident.IncidentReport;
import dev.breakwater.report.pack.PackReport;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports for people, from evidence files. */
@Command(
    name = "report",
    description = {
      "Writes dossiers and reports as PDF or HTML, in Chinese, English or Japanese.",
      "Each figure is linked to its evidence. Evidence that does not have its digest gives no"
          + " report, and exit code 2."
    },
    mixinStandardHelpOptions = true,
    subcommands = {ReportExportsCommand.class, ReportFiguresCommand.class})
final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "dossier",
      description = "Writes the dossier of the four requirements of what 'certify all' found.",
      mixinStandardHelpOptions = true)
  void dossier(
      @Parameters(
              paramLabel = "dossier.json",
              description = "made by 'certify all'; its evidence lies beside it")
          Path file,
      @Mixin ReportOptions options)
      throws IOException, CommandFailedException {
    say(options.write(texts -> DossierReport.of(file, texts)));
  }

  @Command(
      name = "annual",
      description =
          "Writes the annual report on vehicle data security (Auto Provisions Art. 13, 14).",
      mixinStandardHelpOptions = true)
  void annual(
      @Parameters(paramLabel = "SHEET.yaml", description = "see docs/reports.md") Path file,
      @Mixin ReportOptions options)
      throws IOException, CommandFailedException {
    say(options.write(texts -> AnnualReport.of(AnnualSheetReader.read(file), texts)));
  }

  @Command(
      name = "audit",
      description = "Writes the report of a compliance audit on an evidence pack, verified first.",
      mixinStandardHelpOptions = true)
  void audit(
      @Parameters(paramLabel = "PACK.zip", description = "made by 'audit pack'") Path file,
      @Option(
              names = "--policy",
              paramLabel = "FILE",
              required = true,
              description = "C2SP tlog-policy with the keys to trust")
          Path policyFile,
      @Mixin ReportOptions options)
      throws IOException, CommandFailedException {
    PolicyFile policy = AuditCommand.policy(policyFile);
    say(
        options.write(
            texts ->
                PackReport.of(
                    EvidenceFile.found(String.valueOf(file.getFileName()), file), policy, texts)));
  }

  @Command(
      name = "incident",
      description = "Writes the report of a data-security incident (PIPL Art. 57, NDSMR Art. 10).",
      mixinStandardHelpOptions = true)
  void incident(
      @Parameters(paramLabel = "SHEET.yaml", description = "see docs/reports.md") Path file,
      @Mixin ReportOptions options)
      throws IOException, CommandFailedException {
    say(options.write(texts -> IncidentReport.of(IncidentSheetReader.read(file), texts)));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
