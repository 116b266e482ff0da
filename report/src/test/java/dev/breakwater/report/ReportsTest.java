package dev.breakwater.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.report.html.HtmlReport;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.pdf.FontFile;
import dev.breakwater.report.pdf.PdfReport;
import dev.breakwater.report.text.Language;
import dev.breakwater.report.text.Texts;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {
  private static final Map<String, Samples.Report> REPORTS =
      new TreeMap<>(
          Map.of(
              "dossier", Samples::dossier,
              "annual", Samples::annual,
              "exports", Samples::exports,
              "pack", Samples::pack,
              "incident", Samples::incident));

  @TempDir private static Path directory;
  private static Samples samples;

  @BeforeAll
  static void write() throws Exception {
    samples = new Samples(directory);
  }

  static Stream<Arguments> everyReport() {
    return REPORTS.keySet().stream()
        .flatMap(
            name -> Stream.of(Language.values()).map(language -> Arguments.of(name, language)));
  }

  private static Page page(String report, Language language) throws Exception {
    return REPORTS.get(report).of(samples, Texts.of(language));
  }

  @ParameterizedTest
  @CsvSource({"dossier, ZH", "annual, JA", "exports, EN", "pack, ZH", "incident, JA"})
  void pdf_saysItsTitleAndEachDigest_andEachCitationLeadsToItsSource(
      String report, Language language) throws Exception {
    Page page = page(report, language);
    Bytes pdf = PdfReport.write(page, FontFile.installed(language));
    assertThat(PdfReport.write(page(report, language), FontFile.installed(language)))
        .as("the same evidence, the same bytes")
        .isEqualTo(pdf);
    try (PDDocument read = Loader.loadPDF(pdf.toArray())) {
      String text = new PDFTextStripper().getText(read).replaceAll("\\s", "");
      assertThat(text).contains(page.title().replaceAll("\\s", "")).doesNotContain("[U+");
      page.sources().forEach(source -> assertThat(text).contains(source.digest().hex()));
      long links = 0;
      for (PDPage each : read.getPages()) {
        links += each.getAnnotations().size();
      }
      assertThat(links).isGreaterThanOrEqualTo(page.sources().size());
    }
  }

  @ParameterizedTest
  @MethodSource("everyReport")
  void html_needsNothingElse_andEachCitationLeadsToItsSource(String report, Language language)
      throws Exception {
    Page page = page(report, language);
    String html = text(HtmlReport.write(page));
    assertThat(text(HtmlReport.write(page(report, language)))).isEqualTo(html);
    assertThat(html)
        .contains("lang=\"" + language.tag() + "\"", "<svg")
        .doesNotContain("<script", "http://", "src=", "url(");
    for (int number = 1; number <= page.sources().size(); number++) {
      assertThat(html).contains("href=\"#e" + number + "\"", "id=\"e" + number + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EN, the log says otherwise: it is entry 7",
    "ZH, 与日志不符：it is entry 7",
    "JA, ログと一致しません：it is"
  })
  void exports_releaseThatTheLogHasElsewhere_saysSo(Language language, String said)
      throws Exception {
    String html = text(HtmlReport.write(samples.exportsElsewhere(Texts.of(language))));
    assertThat(html.lines().filter(line -> line.contains(said)))
        .singleElement()
        .asString()
        .contains("class=\"bad\"");
  }

  @ParameterizedTest
  @CsvSource({
    "EN, 'Entry 31 of the log: not in the book', does not",
    "ZH, 日志第 31 号条目：台账没有, 日志有此裁定",
    "JA, ログのエントリ 31：台帳にありません, ログにある決定"
  })
  void exports_entryThatTheBookLacks_saysSoInItsYear(Language language, String title, String said)
      throws Exception {
    String html = text(HtmlReport.write(samples.exportsOnlyInLog(Texts.of(language))));
    assertThat(html).contains(title, "RELEASED").doesNotContain(title.replace("31", "32"));
    assertThat(html.lines().filter(line -> line.contains(said)))
        .singleElement()
        .asString()
        .contains("class=\"bad\"");
  }

  private static String text(Bytes html) {
    return new String(html.toArray(), StandardCharsets.UTF_8);
  }
}
