package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.cli.certify.CheckResult;
import dev.breakwater.cli.certify.CheckResult.Evidence;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import dev.breakwater.cli.certify.Dossier;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
  private static final String ANNUAL =
      """
      year: 2026
      processor: 示例汽车有限公司
      officer: {name: 张伟, contact: security@example.cn}
      rights-contact: {name: 李娜, contact: "+86 21 5555 0100"}
      activities:
        - {type: 驾驶行为, purpose: 保修, necessity: 合同履行所必需, place: 上海, period: 3 年}
      measures: [每人每目的一把数据密钥]
      domestic-recipients: []
      incidents:
        - id: INC-2026-003
          day: 2026-08-02
          what: 存储桶被列举
          persons: 412
          handling: 吊销密钥
          evidence: {file: access.log, digest: %s}
      complaints:
        {received: 31, handled: 30, deletion-requests: 118, deleted-in-time: 118, about-exports: 0, handling: 客服热线}
      register: {file: exports.json, digest: %s}
      """;
  private static final String INCIDENT =
      """
      id: INC-2026-003
      what: An unknown key listed a bucket.
      due-in-24-hours: true
      discovered-at: 2026-08-02T09:40:00Z
      reported-at: %s
      authority: CAC of Shanghai
      data: [vehicle.diagnostic]
      persons: 412
      sensitive-persons: 0
      cause: A key of a test system was valid.
      consequences: File names were seen.
      steps: [{at: 2026-08-02T10:05:00Z, what: the key was revoked}]
      evidence: [{is: {file: access.log, digest: %s}, shows: each access of that key}]
      """;

  @TempDir private Path folder;

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private String digest(String name, String content) throws Exception {
    return Digest.of(Files.readAllBytes(Files.writeString(folder.resolve(name), content))).hex();
  }

  private String dossier() throws Exception {
    Path notice = Files.createDirectories(folder.resolve("notice"));
    Path shown = Files.writeString(notice.resolve("notice.zh.shown.json"), "{}");
    var check =
        new CheckResult(
            "notice",
            List.of("V6"),
            "Auto Provisions Art. 7",
            Verdict.PASS,
            List.of(Evidence.of(notice, shown)),
            List.of("zh: 7 of 7 items"));
    Path file = folder.resolve("dossier.json");
    Dossier.of(folder, "breakwater 0.1.0", "2026-11-20T08:00:00Z", List.of(check)).write(file);
    return file.toString();
  }

  @Test
  void dossier_ofTheCommandThatMakesIt_isWrittenAsPdfAndHtml() throws Exception {
    String dossier = dossier();

    Result pdf = run("report", "dossier", dossier, "-o", out("d.pdf"));
    Result html =
        run(
            "report",
            "dossier",
            dossier,
            "--format",
            "html",
            "--language",
            "ja",
            "-o",
            out("d.html"));

    assertThat(pdf.err()).isEmpty();
    assertThat(pdf.out()).contains("汽车数据处理四项安全要求检测卷宗", "2 sources of evidence");
    assertThat(folder.resolve("d.pdf")).content(StandardCharsets.ISO_8859_1).startsWith("%PDF-");
    assertThat(html.exitCode()).isZero();
    assertThat(folder.resolve("d.html")).content().contains("lang=\"ja\"", "合格");
  }

  @Test
  void evidence_thatWasChanged_givesNoReport_andOneLine() throws Exception {
    String dossier = dossier();
    Files.writeString(folder.resolve("notice/notice.zh.shown.json"), "{} ");

    Result result = run("report", "dossier", dossier, "-o", out("d.pdf"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains("notice/notice.zh.shown.json", "it was changed", "No report");
    assertThat(folder.resolve("d.pdf")).doesNotExist();
  }

  @Test
  void file_thatIsMissing_givesOneLine() {
    Result dossier = run("report", "dossier", out("none.json"), "-o", out("d.pdf"));
    Result sheet = run("report", "annual", "/", "-o", out("d.pdf"));

    assertThat(dossier.exitCode()).isEqualTo(2);
    assertThat(dossier.err()).contains("none.json: there is no such file");
    assertThat(sheet.exitCode()).isEqualTo(2);
    assertThat(sheet.err().lines()).hasSize(1);
  }

  @Test
  void font_thatIsNone_isRefusedWithARemedy() throws Exception {
    Result result =
        run("report", "dossier", dossier(), "-o", out("d.pdf"), "--font", out("dossier.json"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("dossier.json cannot be embedded", "--font FILE");
  }

  @Test
  void annual_ofItsSheet_hasTheArticlesInOrder() throws Exception {
    String sheet = ANNUAL.formatted(digest("access.log", "listed"), digest("exports.json", "[]"));
    digest("annual.yaml", sheet);

    Result result =
        run("report", "annual", out("annual.yaml"), "--format", "html", "-o", out("a.html"));

    assertThat(result.err()).isEmpty();
    assertThat(folder.resolve("a.html"))
        .content()
        .containsSubsequence("（一）", "张伟", "（二）", "（三）", "（四）", "（五）", "412", "（六）", "（七）", "第十四条");
  }

  @Test
  void sheet_withMistakesAndChangedEvidence_namesEachWithItsPlace() throws Exception {
    String sheet = ANNUAL.formatted(digest("access.log", "listed"), "00".repeat(32));
    digest("exports.json", "[]");
    digest(
        "annual.yaml",
        sheet.replace("year: 2026", "year: soon").replace("handled: 30", "handled: 32"));

    Result result = run("report", "annual", out("annual.yaml"), "-o", out("a.pdf"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("annual.yaml:1:7", "a year, e.g. 2026", "more were handled than received")
        .contains("exports.json: it has SHA-256", "it was changed");
    assertThat(folder.resolve("a.pdf")).doesNotExist();
  }

  @Test
  void incident_reportedAfterMoreThanADay_saysSo() throws Exception {
    String log = digest("access.log", "listed");
    digest("late.yaml", INCIDENT.formatted("2026-08-03T09:40:01Z", log));
    digest("early.yaml", INCIDENT.formatted("2026-08-02T09:00:00Z", log));

    Result late =
        run(
            "report",
            "incident",
            out("late.yaml"),
            "--format",
            "html",
            "--language",
            "en",
            "-o",
            out("i.html"));
    Result early = run("report", "incident", out("early.yaml"), "-o", out("e.pdf"));

    assertThat(late.err()).isEmpty();
    assertThat(folder.resolve("i.html")).content().contains("class=\"bad\">24 h 0 min");
    assertThat(early.err()).contains("reported before it was discovered");
  }

  @Test
  void exports_ofARegister_needItsDigest() throws Exception {
    String digest = digest("exports.json", "[]");

    Result right =
        run(
            "report",
            "exports",
            "--register",
            out("exports.json"),
            "--digest",
            digest,
            "--year",
            "2026",
            "--format",
            "html",
            "-o",
            out("x.html"));
    Result wrong =
        run(
            "report",
            "exports",
            "--register",
            out("exports.json"),
            "--digest",
            "00".repeat(32),
            "-o",
            out("y.pdf"));
    Result missing =
        run("report", "exports", "--register", out("exports.json"), "-o", out("y.pdf"));

    assertThat(right.err()).isEmpty();
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("exports.json: it has SHA-256");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(folder.resolve("y.pdf")).doesNotExist();
  }
}
