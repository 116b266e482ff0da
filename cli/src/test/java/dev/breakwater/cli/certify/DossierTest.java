package dev.breakwater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.cli.certify.CheckResult.Evidence;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DossierTest {
  @TempDir Path directory;

  private static CheckResult check(String name, Verdict verdict, String evidence) {
    return new CheckResult(
        name, List.of("V1"), "clause", verdict, List.of(new Evidence(evidence, "00")), List.of());
  }

  private Verdict verdict(Verdict... verdicts) {
    List<CheckResult> checks = List.of(verdicts).stream().map(v -> check("a", v, "b")).toList();
    return Dossier.of(directory, "breakwater 1", "2026-11-26T00:00:00Z", checks).verdict();
  }

  @Test
  void verdict_isAPassOnlyIfEveryCheckPassed() {
    assertThat(verdict(Verdict.PASS, Verdict.PASS)).isEqualTo(Verdict.PASS);
    assertThat(verdict(Verdict.PASS, Verdict.NOT_TESTED)).isEqualTo(Verdict.NOT_TESTED);
    assertThat(verdict(Verdict.FAIL, Verdict.NOT_TESTED)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void dossier_namesEveryFileOfEvidenceFromWhereItLies() throws Exception {
    var checks =
        List.of(
            check("notice", Verdict.PASS, "notice.json"),
            check("egress-cabin", Verdict.PASS, "../egress/capture.pcap"));
    Path file = directory.resolve("dossier.json");
    Dossier.of(directory, "breakwater 1", "2026-11-26T00:00:00Z", checks).write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/verdict").asText()).isEqualTo("pass");
    assertThat(json.at("/checks/0/evidence/0/file").asText()).isEqualTo("notice/notice.json");
    assertThat(json.at("/checks/1/evidence/0/file").asText()).isEqualTo("egress/capture.pcap");
  }
}
