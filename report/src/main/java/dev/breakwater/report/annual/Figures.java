package dev.breakwater.report.annual;

import dev.breakwater.report.chart.Chart;
import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.evidence.Json;
import dev.breakwater.report.page.Block.Figure;
import dev.breakwater.report.page.PageDraft;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The part on types and scale: counts of the year's decisions, as the operator's index has them.
 */
final class Figures {
  private static final int VERSION = 1;
  private static final int MONTHS = 12;
  private static final List<String> STORE = List.of("STORED", "REFUSED", "QUARANTINED", "ERASED");

  private final Json json;
  private final PageDraft page;
  private final Texts texts;
  private final int citation;
  private final Map<String, List<Long>> byMonth = new TreeMap<>();
  private final Map<String, Long> stored = new TreeMap<>();

  private Figures(Json json, PageDraft page, int citation) {
    this.json = json;
    this.page = page;
    this.texts = page.texts();
    this.citation = citation;
  }

  /**
   * @throws EvidenceException also if the figures are those of another year
   */
  static void write(EvidenceFile file, int year, PageDraft page)
      throws IOException, EvidenceException {
    Json json = Json.of(file);
    if (json.count("version") != VERSION) {
      throw new EvidenceException(file.name(), "it has another version than " + VERSION);
    }
    if (json.count("year") != year) {
      throw new EvidenceException(file.name(), "it has the figures of " + json.count("year"));
    }
    var figures = new Figures(json, page, page.cite(file.source()));
    figures.read();
    figures.write();
  }

  private void read() throws EvidenceException {
    for (Json each : json.list("entries")) {
      long month = each.count("month");
      if (month < 1 || month > MONTHS) {
        throw new EvidenceException(json.file(), each.path() + " has no month");
      }
      long entries = each.count("entries");
      String decision = each.text("decision");
      if (each.text("stage").equals("STORE")) {
        List<Long> months =
            byMonth.computeIfAbsent(
                decision, key -> new ArrayList<>(Collections.nCopies(MONTHS, 0L)));
        months.set((int) month - 1, months.get((int) month - 1) + entries);
        if (decision.equals("STORED")) {
          stored.merge(each.text("category"), entries, Long::sum);
        }
      }
    }
  }

  private void write() throws EvidenceException {
    List<Figure> figures = new ArrayList<>();
    figures.add(figure(json.count("vehicles"), "annual.vehicles"));
    for (String each : STORE) {
      figures.add(figure(sum(byMonth.getOrDefault(each, List.of())), "decision." + each));
    }
    page.figures(figures.toArray(Figure[]::new));
    Json log = json.field("log");
    page.note(
        "annual.log",
        texts.number(log.count("size")),
        log.text("origin"),
        log.digest("root").hex());
    course();
    categories();
  }

  private Figure figure(long value, String key) {
    return new Figure(Words.of(texts.number(value), citation), texts.get(key));
  }

  /** The lines end with the last month that has entries: the report is due before the year ends. */
  private void course() {
    int counted =
        IntStream.range(1, MONTHS)
            .filter(month -> byMonth.values().stream().anyMatch(each -> each.get(month) > 0))
            .max()
            .orElse(1);
    List<Chart.Series> series = new ArrayList<>();
    Map<String, Ink> inks =
        Map.of("STORED", Ink.FIRST, "REFUSED", Ink.BAD, "QUARANTINED", Ink.OPEN);
    for (String each : STORE) {
      List<Long> months = byMonth.getOrDefault(each, List.of());
      if (sum(months) > 0) {
        series.add(
            new Chart.Series(
                texts.get("decision." + each),
                months.subList(0, counted + 1),
                inks.getOrDefault(each, Ink.MUTED)));
      }
    }
    if (!series.isEmpty()) {
      List<String> months =
          IntStream.rangeClosed(1, counted + 1).mapToObj(Integer::toString).toList();
      page.chart(Words.of(texts.get("annual.months"), citation), new Chart.Lines(months, series));
    }
  }

  private void categories() {
    List<Chart.Bar> bars =
        stored.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(Chart.MOST)
            .map(
                each ->
                    new Chart.Bar(
                        each.getKey(), each.getValue(), texts.number(each.getValue()), Ink.FIRST))
            .toList();
    if (!bars.isEmpty()) {
      page.chart(Words.of(texts.get("annual.categories"), citation), new Chart.Bars(bars));
    }
  }

  private static long sum(List<Long> months) {
    return months.stream().mapToLong(month -> month).sum();
  }
}
