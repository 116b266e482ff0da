package dev.breakwater.report;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.report.annual.AnnualReport;
import dev.breakwater.report.dossier.DossierReport;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.exports.ExportRegister;
import dev.breakwater.report.exports.ExportReport;
import dev.breakwater.report.incident.IncidentReport;
import dev.breakwater.report.pack.PackReport;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.text.Texts;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of an example manufacturer, as its files lie in one directory, and each report on it.
 */
public final class Samples {
  public static final String FACES = "0.9683";

  private final Path directory;
  private @Nullable PolicyFile policy;

  public Samples(Path directory) throws Exception {
    this.directory = directory;
    writeDossier();
    write(
        "exports.json",
        "["
            + release(1, "delivered", "2026-05-06T02:00:00Z", 1842)
            + ","
            + release(2, "refused", "2026-09-01T02:00:00Z", 0)
            + "]");
    write("figures.json", figures());
    write("annual.yaml", "year: 2026\n");
    write("incident.yaml", "id: INC-2026-003\n");
    write("access.log", "2026-08-02T09:12:00Z bucket listed by an unknown key\n");
  }

  /** A report's page on this evidence. */
  public interface Report {
    Page of(Samples samples, Texts texts) throws Exception;
  }

  public Page dossier(Texts texts) throws Exception {
    return DossierReport.of(directory.resolve("dossier.json"), texts);
  }

  public Page exports(Texts texts) throws Exception {
    return ExportReport.of(ExportRegister.of(file("exports.json"), 2026), texts);
  }

  /** The register of a border whose book names another entry than the log has. */
  Page exportsElsewhere(Texts texts) throws Exception {
    String wrong = release(1, "delivered", "2026-05-06T02:00:00Z", 1842);
    wrong = wrong.replace("\"log-index\"", "\"log-says\": \"it is entry 7\", \"log-index\"");
    write("elsewhere.json", "[" + wrong + "]");
    return ExportReport.of(ExportRegister.of(file("elsewhere.json"), 2026), texts);
  }

  /** The register of a border whose book lacks a release that the log has. */
  Page exportsOnlyInLog(Texts texts) throws Exception {
    write(
        "lacks.json",
        "["
            + release(1, "delivered", "2026-05-06T02:00:00Z", 1842)
            + ", {\"only-in-log\": \"31\", \"at\": \"2026-05-07T02:00:00Z\","
            + " \"decision\": \"RELEASED\", \"rules\": \"\"},"
            + " {\"only-in-log\": \"32\", \"at\": \"2025-05-07T02:00:00Z\","
            + " \"decision\": \"RELEASED\", \"rules\": \"\"}]");
    return ExportReport.of(ExportRegister.of(file("lacks.json"), 2026), texts);
  }

  public Page annual(Texts texts) throws Exception {
    return AnnualReport.of(SampleSheets.annual(this), texts);
  }

  /** Makes the pack when it is asked for: few tests need one. */
  public Page pack(Texts texts) throws Exception {
    PolicyFile trusted = policy;
    if (trusted == null) {
      trusted = SamplePack.write(directory);
      policy = trusted;
    }
    return PackReport.of(file("pack.zip"), trusted, texts);
  }

  public Page incident(Texts texts) throws Exception {
    return IncidentReport.of(SampleSheets.incident(this), texts);
  }

  public EvidenceFile file(String name) throws Exception {
    return EvidenceFile.found(name, directory.resolve(name));
  }

  public Digest write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }

  private void writeDossier() throws IOException {
    Digest rates =
        write(
            "anonymization/anonymization.json",
            "{\"classes\": ["
                + rate("face", 2746, 2836, FACES)
                + ","
                + rate("plate", 1961, 1999, "0.981")
                + "]}");
    Digest handles = write("cabin-default/handles.json", "[]");
    Digest notice = write("notice/notice.zh.shown.json", "{}");
    Digest flows = write("egress/flows.json", "[]");
    write(
        "dossier.json",
        """
        {"program": "breakwater 0.1.0", "madeAt": "2026-11-20T08:00:00Z", "verdict": "not-tested", "checks": [
        %s,%s,%s,%s,%s]}
        """
            .formatted(
                check(
                    "anonymization",
                    "V4\",\"V5",
                    "pass",
                    "anonymization/anonymization.json",
                    rates,
                    "the rates are in anonymization.json"),
                check(
                    "cabin-default",
                    "V1",
                    "pass",
                    "cabin-default/handles.json",
                    handles,
                    "12 functions were asked, 0 opened a sensor; 0 bytes of the cabin left it"),
                check(
                    "notice",
                    "V6",
                    "not-tested",
                    "notice/notice.zh.shown.json",
                    notice,
                    "there is no notice in vehicle/notice; this is about the example"),
                check(
                    "egress-cabin",
                    "V2",
                    "pass",
                    "egress/flows.json",
                    flows,
                    "no marker of the cabin in 3,612 s of traffic"),
                check(
                    "egress-abroad",
                    "V11",
                    "pass",
                    "egress/flows.json",
                    flows,
                    "all 3 flows lead to listed networks")));
  }

  private static String rate(String kind, int hits, int all, String rate) {
    return """
    {"class": "%s", "passes": true,
     "detection": {"hits": %d, "all": %d, "rate": %s, "lower": 0.9612, "upper": 0.9901},
     "false_detection": {"hits": 31, "all": 2915, "rate": 0.0106, "lower": 0.0075, "upper": 0.015}}
    """
        .formatted(kind, hits, all, rate);
  }

  private static String check(
      String name, String requirement, String verdict, String file, Digest digest, String detail) {
    return """
    {"check": "%s", "requirements": ["%s"], "clause": "GB/T 44464-2024 §5", "verdict": "%s",
     "evidence": [{"file": "%s", "digest": "%s"}], "details": ["%s"]}
    """
        .formatted(name, requirement, verdict, file, digest.hex(), detail);
  }

  private static String release(int number, String state, String at, int rows) {
    return """
    {"release": "%d", "state": "%s", "at": "%s", "recipient": "Example GmbH", "jurisdiction": "DE",
     "contact": "privacy@example.de", "purpose": "warranty", "categories": "driver.behaviour (%d)",
     "fields": "captured-at category signal value", "approval": "SCC-310000-2026-0001",
     "approval-kind": "standard-contract", "approval-until": "2029-03-01", "approval-cap": "50000",
     "rows": "%d", "rows-refused": "12", "refused-because": "PIPL Art. 39: no notice (12)",
     "persons-general": "83211", "persons-sensitive": "640", "persons-under-approval": "640",
     "basis": "contract", "notice": "%s", "impact-assessment": "PIA-7", "rules": "export.approved",
     "pack": "%s", "digest": "%s", "log-index": "%d", "delivered-at": "2026-05-06T02:00:04Z",
     "rows-erased-before": "0", "receipt": "202 accepted", "kept-until": "2029-05-06T16:00:00Z"}
    """
        .formatted(
            number,
            state,
            at,
            rows,
            rows,
            "ab".repeat(32),
            "cd".repeat(32),
            "ef".repeat(32),
            70_000 + number);
  }

  private static String figures() {
    List<String> entries = new ArrayList<>();
    for (int month = 1; month <= 11; month++) {
      entries.add(entry(month, "STORED", "exterior.clip", 900 + 37 * month));
      entries.add(entry(month, "STORED", "vehicle.motion", 5_200 + 211 * (month % 5)));
      entries.add(entry(month, "STORED", "driver.behaviour", 310));
      entries.add(entry(month, "REFUSED", "geo.raw", 190 + 60 * (month % 3)));
      entries.add(entry(month, "QUARANTINED", "", month % 4));
    }
    return """
    {"version": 1, "year": 2026, "vehicles": 1204,
     "log": {"origin": "breakwater.example/fleet", "size": 88113, "root": "%s"},
     "entries": [%s]}
    """
        .formatted("a1".repeat(32), String.join(",", entries));
  }

  private static String entry(int month, String decision, String category, int count) {
    return "{\"month\": %d, \"stage\": \"STORE\", \"decision\": \"%s\", \"category\": \"%s\", \"entries\": %d}"
        .formatted(month, decision, category, count);
  }
}
