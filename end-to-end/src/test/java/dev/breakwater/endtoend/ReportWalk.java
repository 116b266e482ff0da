package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Reports that an auditor makes in the console, compared with the evidence that they are made of.
 */
class ReportWalk {
  private static final Map<String, String> VERDICTS =
      Map.of("pass", "passed", "fail", "failed", "not-tested", "not tested");

  private static final String INCIDENT =
      """
      id: INC-2026-003
      what: An unknown key listed a bucket of diagnostic files.
      due-in-24-hours: true
      discovered-at: 2026-08-02T09:40:00Z
      reported-at: 2026-08-03T01:10:00Z
      authority: CAC of Shanghai
      data: [vehicle.diagnostic]
      persons: 412
      sensitive-persons: 0
      cause: A key of a test system was valid in production.
      consequences: File names were seen; no content was read.
      """;

  private static final String YEAR =
      """
      year: %d
      processor: Example Motors (China)
      officer: {name: Zhang Wei, contact: security@example.cn}
      rights-contact: {name: Li Na, contact: "+86 21 5555 0100"}
      activities:
        - {type: driving behaviour, purpose: warranty, necessity: the contract needs it,
           place: Shanghai, period: 3 years}
      measures: ["a data key for each person and purpose"]
      complaints: {received: 31, handled: 30, deletion-requests: 118, deleted-in-time: 117,
                   about-exports: 0, handling: by telephone}
      %s
      """;

  private static ConsoleSite site;
  private final ObjectMapper json = new ObjectMapper();
  private Page page;

  @BeforeAll
  static void open() throws Exception {
    site = ConsoleSite.shared();
  }

  @BeforeEach
  void signIn() {
    page = site.open(Role.AUDITOR, View.USUAL, "reports");
    page.locator("#make-incident").waitFor();
  }

  @AfterEach
  void leave() {
    page.context().close();
    assertThat(site.complaints).isEmpty();
  }

  private byte[] made(String report, String form) throws Exception {
    page.locator("#" + report + "-form").selectOption(form);
    Download file = page.waitForDownload(() -> page.locator("#make-" + report).click());
    assertThat(file.suggestedFilename()).isEqualTo(report + "." + form);
    return Files.readAllBytes(file.path());
  }

  private String refused(String report) {
    page.locator("#make-" + report).click();
    Locator refused = page.locator("main .notice.bad");
    refused.waitFor();
    return refused.innerText();
  }

  @Test
  @DisplayName("The four requirements: what 'certify all' found is what the dossier says")
  void dossier_ofARealRunOfEveryCheck_saysWhatItFound_andNothingIfItsEvidenceWasChanged()
      throws Exception {
    assumeTrue(Product.canWatch(), "tcpdump or a network namespace is absent: nothing is watched");
    String data = site.data.root().toString();
    var run = Product.runApart("certify", "all", "--seconds", "3", "--data", data);
    Path dossier = site.data.certify().resolve("dossier.json");
    assertThat(dossier).as(run.output()).exists();
    page.reload();
    page.locator("#make-dossier:not([disabled])").waitFor();

    saysWhatIsIn(json.readTree(dossier.toFile()), made("dossier", "html"));

    assertThat(new String(made("dossier", "pdf"), StandardCharsets.ISO_8859_1))
        .startsWith("%PDF-")
        .hasSizeGreaterThan(5_000);
    Path capture = site.data.certify().resolve("egress/capture.pcap");
    byte[] good = Files.readAllBytes(capture);
    byte[] changed = good.clone();
    changed[good.length / 2] ^= 1;
    Files.write(capture, changed);
    assertThat(refused("dossier")).contains("evidence is missing or was changed", "capture.pcap");
    Files.write(capture, good);
  }

  private void saysWhatIsIn(JsonNode dossier, byte[] html) throws Exception {
    try (var report = new ReportPage(site, html)) {
      String text = report.text();
      String whole = VERDICTS.get(dossier.path("verdict").asText());
      assertThat(report.figure("all requirements")).isEqualTo(whole);
      assertThat(text).contains(dossier.path("program").asText());
      assertThat(dossier.path("checks")).hasSizeGreaterThan(4);
      for (JsonNode check : dossier.path("checks")) {
        assertThat(text)
            .contains(check.path("check").asText(), check.path("clause").asText())
            .contains(VERDICTS.get(check.path("verdict").asText()));
        check.path("details").forEach(each -> assertThat(text).contains(each.asText()));
        check
            .path("evidence")
            .forEach(
                each ->
                    assertThat(text)
                        .contains(each.path("file").asText(), each.path("digest").asText()));
      }
      report.picture("report-dossier");
    }
  }

  @Test
  @DisplayName("Auto Provisions Art. 13, 14: the figures are those of the log and the register")
  void annualReport_ofFiguresCountedInThePage_statesThem_withTheRegisterOfExports()
      throws Exception {
    int year = ChinaTime.day(InstantSource.system().instant()).getYear();
    page.locator("#figures-year").fill(Integer.toString(year));
    page.locator("#count").click();
    page.locator("#counted .notice").waitFor();
    assertThat(page.locator("#counted").innerText()).contains("two lines");
    String lines = page.locator("#lines").innerText();
    byte[] figures = Files.readAllBytes(file("figures", year));
    byte[] register = Files.readAllBytes(file("register", year));
    assertThat(lines).contains(Digest.of(figures).hex(), Digest.of(register).hex());
    String sheet = YEAR.formatted(year, lines);
    page.locator("#annual-text").fill(sheet);

    try (var report = new ReportPage(site, made("annual", "html"))) {
      statesTheLog(json.readTree(figures), report);
      statesTheBook(json.readTree(register), report);
      assertThat(report.figure("deleted in ten working days")).isEqualTo("117");
      assertThat(report.text()).contains(Digest.of(figures).hex(), Digest.of(register).hex());
      String digest = Digest.of(sheet.getBytes(StandardCharsets.UTF_8)).hex();
      String kept = "annual-" + digest.substring(0, 16) + ".yaml";
      assertThat(report.text()).contains(kept, digest);
      assertThat(site.data.reports().resolve(kept)).hasContent(sheet);
      report.picture("report-annual");
    }
    assertThat(new String(made("annual", "pdf"), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
  }

  private static Path file(String name, int year) {
    return site.data.reports().resolve("%s-%d.json".formatted(name, year));
  }

  private static void statesTheLog(JsonNode figures, ReportPage report) throws Exception {
    long stored = 0;
    for (JsonNode each : figures.path("entries")) {
      boolean isStored = each.path("decision").asText().equals("STORED");
      stored += isStored ? each.path("entries").asLong() : 0;
    }
    long size = figures.at("/log/size").asLong();
    assertThat(stored).isEqualTo(storedInTheLog(size));
    assertThat(report.figure("stored")).isEqualTo("%,d".formatted(stored));
    assertThat(report.figure("vehicles")).isEqualTo(figures.path("vehicles").asText());
    assertThat(report.text())
        .contains("first %,d entries".formatted(size), figures.at("/log/root").asText());
  }

  private void statesTheBook(JsonNode register, ReportPage report) throws Exception {
    assertThat(register).isEqualTo(site.ask(page, "/api/border/report?form=json"));
    long rows = 0;
    for (JsonNode each : register) {
      rows += each.path("rows").asLong();
    }
    assertThat(report.figure("releases decided")).isEqualTo("" + register.size());
    assertThat(report.figure("rows that left")).isEqualTo("%,d".formatted(rows));
  }

  private static long storedInTheLog(long size) throws Exception {
    return new StoreAndLog(site.data)
        .leaves().stream()
            .limit(size)
            .filter(leaf -> leaf.stage().equals("STORE") && leaf.decision().equals("STORED"))
            .count();
  }

  @Test
  void incidentReport_ofASheetGivenInThePage_isWritten_andAMistakeIsToldWithItsPlace()
      throws Exception {
    page.locator("#incident-text").fill(INCIDENT.replace("persons: 412", "persons: many"));
    assertThat(refused("incident")).contains("sheet:8:");

    page.locator("#incident-text").fill(INCIDENT);

    String report = new String(made("incident", "html"), StandardCharsets.UTF_8);
    assertThat(report).contains("INC-2026-003", "Art. 57").doesNotContain("script");
  }
}
