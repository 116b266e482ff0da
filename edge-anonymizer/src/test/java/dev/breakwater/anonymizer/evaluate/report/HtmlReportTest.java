package dev.breakwater.anonymizer.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReportTest {
  private static final Pattern SOURCE = Pattern.compile("(?:src|href|action|url)\\s*[=(]\\s*\"?");

  @TempDir Path folder;

  @Test
  void html_namesFromOutside_areText() {
    String html = full(150, true, 0);

    assertThat(html).doesNotContain("<img src=x").doesNotContain("onerror=\"");
    assertThat(html).contains("&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;.jpg");
  }

  @Test
  void html_page_asksNoHostAndRunsNothing() {
    String html = full(150, true, 0);

    assertThat(html).contains("default-src 'none'").doesNotContain("<script").doesNotContain("//");
    assertThat(SOURCE.matcher(html.replaceAll("&lt;img src=x", "")).results()).isEmpty();
  }

  @Test
  void html_fullResult_hasEachSection() {
    String html = full(150, true, 0);

    assertThat(Pattern.compile("<h2>(.*?)</h2>").matcher(html).results().map(r -> r.group(1)))
        .containsExactly(
            "What was tested",
            "Detection rate (B.5.3)",
            "Chance of passing a test",
            "The same objects, divided",
            "False masks (Annex C)",
            "Effect (B.6)",
            "The sample (B.4, B.5)",
            "Withheld pictures",
            "Leaks along tracks",
            "What was not measured");
    assertThat(html).contains("150 of 161 = 93.2 % (88.2 to 96.1)").contains("1 of 12 = 8.3 %");
    assertThat(html).contains("street/1.jpg, frame 3").contains("40×20 at 10, 20");
  }

  @Test
  void html_rateBelow90_fails() {
    assertThat(full(140, true, 0))
        .contains("Fails the test of anonymization.")
        .contains("Of 161 faces in scope 140 are covered, 87.0 %: less than the 90 %");
  }

  @Test
  void html_somethingCoveredIsRecognized_fails() {
    assertThat(full(150, true, 2))
        .contains("Fails the test of anonymization.")
        .contains("Covered objects are still recognized, 2 times; B.6 allows none.")
        .contains("Still recognized (2)");
  }

  @Test
  void html_tooFewReadersOrPictures_isNotComplete() {
    assertThat(full(150, false, 0))
        .contains("Reaches the rates that were measured; the test is not complete.")
        .contains("The sample breaks 1 of the 2 rules of B.4 and B.5: 200 faces in scope or more.")
        .contains("not proven: 1 of 2 readers that work");
  }

  @Test
  void html_everythingShown_passes() {
    Effect proven =
        new Effect(
            1,
            Evaluations.effect(0).readers().stream().map(this::working).toList(),
            List.of(),
            List.of(),
            List.of());

    assertThat(html(Evaluations.full(150, true), Optional.of(proven)))
        .contains("Passes all of the test that a program can make.");
  }

  private Effect.Tally working(Effect.Tally tally) {
    return new Effect.Tally(tally.reader(), tally.kind(), tally.asked(), tally.asked(), 0);
  }

  @Test
  void html_nothingMeasured_saysWhatIsMissing() {
    var nothing =
        new Evaluation(
            0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    assertThat(html(nothing, Optional.empty()))
        .contains("Nothing was scored.")
        .contains("Effect (B.6): covered objects were not shown to readers.")
        .contains("Rates by light: the labels or pictures do not say it.")
        .contains("Leaks along tracks: no label names the same object in several frames.")
        .contains("100 pictures looked at by people")
        .contains("Rain was not looked at.");
  }

  @Test
  void write_earlierReport_isReplacedWhole() throws IOException {
    Path file = folder.resolve("report.html");
    Files.writeString(file, "earlier");

    new HtmlReport(
            Evaluations.subject(),
            Evaluations.full(150, true),
            Optional.of(Evaluations.effect(0)),
            Optional.empty())
        .write(file);

    assertThat(Files.readString(file)).startsWith("<!doctype html>").endsWith("</html>\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void write_noSuchFolder_failsAndLeavesNothing() {
    var report =
        new HtmlReport(
            Evaluations.subject(), Evaluations.full(150, true), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> report.write(folder.resolve("no/report.html")))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  private static String full(long coveredFaces, boolean ruleMet, int hits) {
    return html(Evaluations.full(coveredFaces, ruleMet), Optional.of(Evaluations.effect(hits)));
  }

  private static String html(Evaluation evaluation, Optional<Effect> effect) {
    return new HtmlReport(Evaluations.subject(), evaluation, effect, Optional.empty()).html();
  }
}
