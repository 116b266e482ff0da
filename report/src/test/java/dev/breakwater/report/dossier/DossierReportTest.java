package dev.breakwater.report.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.report.Samples;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.html.HtmlReport;
import dev.breakwater.report.text.Language;
import dev.breakwater.report.text.Texts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DossierReportTest {
  private static final Texts TEXTS = Texts.of(Language.EN);

  @TempDir private Path directory;
  private Samples samples;

  @BeforeEach
  void write() throws Exception {
    samples = new Samples(directory);
  }

  private void assertRefused(String file, String problem) {
    assertThatThrownBy(() -> samples.dossier(TEXTS))
        .isInstanceOfSatisfying(
            EvidenceException.class,
            refused -> {
              assertThat(refused.file()).isEqualTo(file);
              assertThat(refused).hasMessageContaining(problem);
            });
  }

  private void replace(String from, String to) throws Exception {
    Path dossier = directory.resolve("dossier.json");
    String text = Files.readString(dossier);
    assertThat(text).contains(from);
    Files.writeString(dossier, text.replace(from, to));
  }

  @Test
  void dossier_ofAllChecks_saysEachVerdict_andTheRatesOfItsEvidence() throws Exception {
    String html =
        new String(HtmlReport.write(samples.dossier(TEXTS)).toArray(), StandardCharsets.UTF_8);
    assertThat(html).contains("96.8 %", "2,746 of 2,836", "class=\"open\">not tested");
    assertThat(html).contains("class=\"good\">passed");
  }

  @Test
  void evidence_thatWasChanged_isNamed_andNoReportIsWritten() throws Exception {
    samples.write("anonymization/anonymization.json", "{\"classes\": []}");
    assertRefused("anonymization/anonymization.json", "it was changed");
  }

  @Test
  void evidence_thatIsMissing_isNamed() throws Exception {
    Files.delete(directory.resolve("egress/flows.json"));
    assertRefused("egress/flows.json", "there is no such file");
  }

  @Test
  void evidence_outsideOfTheDossiersDirectory_isRefused() throws Exception {
    replace("egress/flows.json", "../flows.json");
    assertRefused("../flows.json", "outside");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"verdict\": \"not-tested\", \"checks\"', '\"verdict\": \"pass\", \"checks\"', its verdict",
    "'\"verdict\": \"not-tested\",', '\"verdict\": \"good\",', is no verdict",
    "'\"clause\"', '\"klause\"', has no .checks[0].clause",
    "'\"checks\": [', '\"checks\": 7, \"x\": [', is no list"
  })
  void dossier_thatSaysWhatItsChecksDoNot_isRefused(String from, String to, String problem)
      throws Exception {
    replace(from, to);
    assertRefused("dossier.json", problem);
  }

  @Test
  void check_thatPassedWithoutEvidence_isRefused() throws Exception {
    String dossier =
        """
        {"verdict": "pass", "checks": [{"check": "notice", "requirements": ["V6"], "clause": "",
         "verdict": "pass", "evidence": [], "details": []}]}
        """;
    samples.write("dossier.json", dossier);
    assertRefused("dossier.json", "no evidence shows it");
  }
}
