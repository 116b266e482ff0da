package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.report.AnnualSheetReader;
import dev.breakwater.cli.report.IncidentSheetReader;
import dev.breakwater.console.Section;
import dev.breakwater.console.border.BorderSection;
import dev.breakwater.console.border.SignOffs;
import dev.breakwater.console.evidence.Archive;
import dev.breakwater.console.evidence.EvidenceSection;
import dev.breakwater.console.evidence.ReportInputs;
import dev.breakwater.console.law.PolicySection;
import dev.breakwater.console.law.ShadowResults;
import dev.breakwater.ingest.border.TrailLog;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.trail.Statements;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * What the console's auditor, border and policy pages work with, in the process of the onshore
 * side. Like commands beside it, they open index, book and store when they are asked.
 */
final class AuditorDesk implements AutoCloseable {
  private final Statements statements;
  private final SignOffs signOffs;
  private final List<Section> sections;

  private AuditorDesk(Statements statements, SignOffs signOffs, List<Section> sections) {
    this.statements = statements;
    this.signOffs = signOffs;
    this.sections = sections;
  }

  /**
   * Opens the desk.
   *
   * @param bundles which decide in the job; stay the caller's
   * @param shadow what the job's shadow policy found
   */
  static AuditorDesk open(
      DataLayout data, String kafka, PublishedBundles bundles, ShadowResults shadow)
      throws IOException, CommandFailedException {
    var random = new SecureRandom();
    InstantSource clock = InstantSource.system();
    ItemCipher cipher = DataCipher.of(data, random);
    var statements = AuditCommand.statements(data, kafka, cipher.keys());
    var archive =
        new Archive(
            data.onshore(),
            data.logPolicy(),
            data.searchIndex(),
            data.border(),
            kafka,
            cipher,
            statements,
            bundles.policies());
    var signOffs =
        SignOffs.open(
            data.border().resolve("sign-offs.db"),
            new TrailLog(statements, cipher.keys()),
            clock,
            random);
    return new AuditorDesk(
        statements,
        signOffs,
        List.of(
            new EvidenceSection(archive, inputs(data), clock, random),
            new BorderSection(new BorderGateway(data), signOffs, clock),
            new PolicySection(bundles, shadow, clock)));
  }

  private static ReportInputs inputs(DataLayout data) {
    return new ReportInputs(
        data.certify().resolve("dossier.json"),
        data.reports(),
        AnnualSheetReader::read,
        IncidentSheetReader::read);
  }

  List<Section> sections() {
    return sections;
  }

  @Override
  public void close() throws IOException {
    signOffs.close();
    statements.close();
  }
}
