package dev.breakwater.report.dossier;

import dev.breakwater.report.chart.Chart;
import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.evidence.Json;
import dev.breakwater.report.page.PageDraft;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rates of an anonymization test, beside what GB/T 44464-2024 §5.6.2.2 asks for. */
final class DetectionRates {
  private static final String FILE = "anonymization.json";

  /** §5.6.2.2.1: at least 90 % of the objects in scope, of each class. */
  private static final double LEAST_DETECTED = 0.9;

  /** §5.6.2.2.2, recommended: at most 10 % of the masks touch nothing. */
  private static final double MOST_FALSE = 0.1;

  private static final double MOST_FALSE_DRAWN = 0.2;

  private DetectionRates() {}

  static boolean isIn(EvidenceFile file) {
    return file.path().endsWith(FILE);
  }

  static void write(EvidenceFile file, PageDraft page) throws IOException, EvidenceException {
    Texts texts = page.texts();
    int citation = page.cite(file.source());
    List<List<Words>> rows = new ArrayList<>();
    List<Chart.Gauge> gauges = new ArrayList<>();
    for (Json score : Json.of(file).list("classes")) {
      String name = texts.find("class." + score.text("class"), score.text("class"));
      row(name, "dossier.detection", score.field("detection"), texts, citation, rows);
      row(name, "dossier.false", score.field("false_detection"), texts, citation, rows);
      gauge(name, score.field("detection"), texts, gauges);
      falseGauge(name, score.field("false_detection"), texts, gauges);
    }
    if (!gauges.isEmpty()) {
      page.chart(Words.of(texts.get("dossier.rates"), citation), new Chart.Gauges(gauges));
    }
    page.table(
        List.of("column.class", "column.rate", "column.count", "column.interval"),
        List.of(3, 3, 3, 3),
        rows);
  }

  private static void row(
      String name, String key, Json rate, Texts texts, int citation, List<List<Words>> rows)
      throws EvidenceException {
    String hits = texts.number(rate.count("hits"));
    String all = texts.number(rate.count("all"));
    boolean isKnown = rate.has("rate");
    String interval =
        isKnown
            ? texts.percent(rate.share("lower")) + " - " + texts.percent(rate.share("upper"))
            : "";
    String percent = isKnown ? texts.percent(rate.share("rate")) : "";
    rows.add(
        List.of(
            Words.of(name + ", " + texts.get(key)),
            Words.of(isKnown ? percent : texts.get("unknown"), citation),
            Words.of(texts.get("of", hits, all), citation),
            Words.of(interval)));
  }

  private static void gauge(String name, Json rate, Texts texts, List<Chart.Gauge> gauges)
      throws EvidenceException {
    if (rate.has("rate")) {
      double value = rate.share("rate");
      boolean isEnough = 10 * rate.count("hits") >= 9 * rate.count("all");
      gauges.add(
          new Chart.Gauge(
              name + ", " + texts.get("dossier.detection"),
              value,
              LEAST_DETECTED,
              1,
              texts.percent(value),
              texts.get("dossier.least", texts.percent(LEAST_DETECTED)),
              isEnough ? Ink.GOOD : Ink.BAD));
    }
  }

  private static void falseGauge(String name, Json rate, Texts texts, List<Chart.Gauge> gauges)
      throws EvidenceException {
    if (rate.has("rate")) {
      double value = rate.share("rate");
      gauges.add(
          new Chart.Gauge(
              name + ", " + texts.get("dossier.false"),
              value,
              MOST_FALSE,
              MOST_FALSE_DRAWN,
              texts.percent(value),
              texts.get("dossier.most", texts.percent(MOST_FALSE)),
              value <= MOST_FALSE ? Ink.GOOD : Ink.OPEN));
    }
  }
}
