package dev.breakwater.report.dossier;

import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.evidence.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One check of a dossier, each file of whose evidence has its digest.
 *
 * @param details in the words of the check
 */
record CheckedFile(
    String check,
    List<String> requirements,
    String clause,
    Verdict verdict,
    List<EvidenceFile> evidence,
    List<String> details) {
  private static final int MAX_EVIDENCE = 1000;

  CheckedFile {
    requirements = List.copyOf(requirements);
    evidence = List.copyOf(evidence);
    details = List.copyOf(details);
  }

  static CheckedFile of(Json json, Path directory) throws IOException, EvidenceException {
    List<EvidenceFile> files = new ArrayList<>();
    List<Json> listed = json.list("evidence");
    if (listed.size() > MAX_EVIDENCE) {
      throw new EvidenceException(
          json.file(), json.path() + " has more than " + MAX_EVIDENCE + " files");
    }
    for (Json each : listed) {
      files.add(EvidenceFile.in(directory, each.text("file"), each.digest("digest")));
    }
    Verdict verdict = Verdict.of(json);
    if (verdict == Verdict.PASS && files.isEmpty()) {
      throw new EvidenceException(json.file(), json.path() + " passed, and no evidence shows it");
    }
    return new CheckedFile(
        json.text("check"),
        json.texts("requirements"),
        json.text("clause"),
        verdict,
        files,
        json.texts("details"));
  }
}
