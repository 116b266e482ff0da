package dev.breakwater.console.evidence;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.report.annual.AnnualSheet;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.incident.IncidentSheet;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the evidence of reports lies, and who reads the sheets that the office writes.
 *
 * @param dossier {@code dossier.json} of {@code certify all}; need not exist
 * @param folder of evidence that sheets name; made on first use
 */
public record ReportInputs(
    Path dossier, Path folder, Sheet<AnnualSheet> annual, Sheet<IncidentSheet> incident) {
  /** Reads a sheet with the evidence beside it. */
  @FunctionalInterface
  public interface Sheet<T> {
    /**
     * @throws InvalidSourceException with every problem of the sheet
     */
    T read(Path file) throws IOException, EvidenceException, InvalidSourceException;
  }
}
