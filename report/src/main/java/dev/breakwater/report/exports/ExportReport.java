package dev.breakwater.report.exports;

import dev.breakwater.report.chart.Chart;
import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.page.Block.Figure;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.page.PageDraft;
import dev.breakwater.report.page.Tone;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The register of exports as a spot check wants to see it (Auto Provisions Art. 12: in a readable,
 * convenient form; NDSMR Art. 12, 38; PIPL Art. 39, 55): what left, to whom, on what ground, and
 * how far the counted persons are from the next route.
 */
public final class ExportReport {
  /** 2024 Flow Provisions Art. 7, 8: from here on a contract or certificate. */
  private static final long SOME_GENERAL = 100_000;

  /** From here on a security assessment. */
  private static final long MANY_GENERAL = 1_000_000;

  /** The same of sensitive information. */
  private static final long MANY_SENSITIVE = 10_000;

  private static final int MONTHS = 12;

  private final ExportRegister register;
  private final PageDraft page;
  private final Texts texts;

  private ExportReport(ExportRegister register, PageDraft page) {
    this.register = register;
    this.page = page;
    this.texts = page.texts();
  }

  public static Page of(ExportRegister register, Texts texts) throws EvidenceException {
    var page = new PageDraft(texts);
    var report = new ExportReport(register, page);
    report.totals();
    report.onlyInLog();
    page.note("exports.note");
    report.course();
    report.releases();
    return page.page(
        texts.get("exports.title"),
        texts.get("exports.subtitle", Integer.toString(register.year())));
  }

  /**
   * Adds the totals, the thresholds and what the book does not have: also a part of the annual
   * report.
   */
  public static void addTotals(ExportRegister register, PageDraft page) throws EvidenceException {
    var report = new ExportReport(register, page);
    report.totals();
    report.onlyInLog();
    report.course();
  }

  private void totals() throws EvidenceException {
    int all = page.cite(register.file().source());
    page.figures(
        figure(register.entries().size(), "exports.releases", all),
        figure(register.sum("rows"), "exports.rows", all),
        figure(register.sum("rows-refused"), "exports.refused", all),
        figure(register.values("recipient").size(), "exports.recipients", all));
    long general = register.reached("persons-general");
    long sensitive = register.reached("persons-sensitive");
    page.chart(
        Words.of(texts.get("exports.thresholds"), all),
        new Chart.Gauges(
            List.of(
                gauge("exports.general", general, SOME_GENERAL, "exports.contract"),
                gauge("exports.general", general, MANY_GENERAL, "exports.assessment"),
                gauge("exports.sensitive", sensitive, MANY_SENSITIVE, "exports.assessment"))));
  }

  private void onlyInLog() throws EvidenceException {
    for (ExportEntry each : register.onlyInLog()) {
      String index = each.text(ExportRegister.ONLY_IN_LOG);
      int entry = page.cite(register.file().source(texts.get("place.entry", index)));
      page.heading("exports.only-in-log", index);
      page.fact("fact.log", Words.of(texts.get("exports.not-in-book"), entry).in(Tone.BAD));
      text(each, "fact.state", "decision", entry);
      page.fact("fact.at", Words.of(texts.moment(each.at()), entry));
      text(each, "fact.rules", "rules", entry);
    }
  }

  private Figure figure(long value, String key, int citation) {
    return new Figure(Words.of(texts.number(value), citation), texts.get(key));
  }

  private Chart.Gauge gauge(String key, long value, long limit, String route) {
    return new Chart.Gauge(
        texts.get(key),
        value,
        limit,
        limit * 1.25,
        texts.number(value),
        texts.get(route, texts.number(limit)),
        value < limit ? Ink.FIRST : Ink.BAD);
  }

  private void course() throws EvidenceException {
    if (!register.entries().isEmpty()) {
      List<String> months = IntStream.rangeClosed(1, MONTHS).mapToObj(Integer::toString).toList();
      page.chart(
          Words.of(texts.get("exports.months"), page.cite(register.file().source())),
          new Chart.Lines(
              months,
              List.of(
                  new Chart.Series(texts.get("exports.rows"), register.rowsByMonth(), Ink.FIRST))));
    }
  }

  private void releases() throws EvidenceException {
    for (ExportEntry each : register.entries()) {
      release(each);
    }
    if (register.entries().isEmpty()) {
      page.note("exports.none");
    }
  }

  private void release(ExportEntry entry) throws EvidenceException {
    int row = cite(entry);
    page.heading("exports.release", entry.text("release"));
    page.fact("fact.state", state(entry, row));
    page.fact("fact.at", Words.of(texts.moment(entry.at()), row));
    page.fact(
        "fact.recipient",
        Words.of(
            "%s (%s), %s"
                .formatted(
                    entry.text("recipient"), entry.text("jurisdiction"), entry.text("contact")),
            row));
    text(entry, "fact.purpose", "purpose", row);
    text(entry, "fact.categories", "categories", row);
    text(entry, "fact.fields", "fields", row);
    page.fact("fact.approval", approval(entry, row));
    page.fact(
        "fact.rows",
        Words.of(
            texts.get(
                "exports.rows-of",
                texts.number(entry.count("rows")),
                texts.number(entry.count("rows-refused"))),
            row));
    text(entry, "fact.refusals", "refused-because", row);
    text(entry, "fact.basis", "basis", row);
    text(entry, "fact.notice", "notice", row);
    text(entry, "fact.assessment", "impact-assessment", row);
    text(entry, "fact.rules", "rules", row);
    page.fact("fact.digest", Words.of(entry.text("digest"), row));
    page.fact("fact.log", log(entry, row));
    text(entry, "fact.delivered", "delivered-at", row);
    text(entry, "fact.kept", "kept-until", row);
  }

  private Words approval(ExportEntry entry, int row) throws EvidenceException {
    return Words.of(
        texts.get(
            "exports.approval",
            entry.text("approval"),
            entry.text("approval-kind"),
            entry.text("approval-until"),
            texts.number(entry.count("persons-under-approval")),
            texts.number(entry.count("approval-cap"))),
        row);
  }

  /** What is empty in the register is not stated. */
  private void text(ExportEntry entry, String key, String column, int row)
      throws EvidenceException {
    if (!entry.text(column).isEmpty()) {
      page.fact(key, Words.of(entry.text(column), row));
    }
  }

  private Words state(ExportEntry entry, int row) throws EvidenceException {
    String state = entry.text("state");
    Tone tone =
        switch (state) {
          case "delivered" -> Tone.GOOD;
          case "refused" -> Tone.BAD;
          default -> Tone.OPEN;
        };
    return Words.of(texts.find("state." + state, state), row).in(tone);
  }

  /** Where the border's book says that it is, and what the log says otherwise. */
  private Words log(ExportEntry entry, int row) throws EvidenceException {
    String index = entry.text("log-index");
    String booked =
        index.isEmpty() ? texts.get("exports.not-logged") : texts.get("place.entry", index);
    String found = entry.json().has("log-says") ? entry.text("log-says") : "";
    return found.isEmpty()
        ? Words.of(booked, row)
        : Words.of(texts.get("exports.log-differs", booked, found), row).in(Tone.BAD);
  }

  private int cite(ExportEntry entry) throws EvidenceException {
    List<String> place = new ArrayList<>();
    place.add(texts.get("place.release", entry.text("release")));
    if (!entry.text("log-index").isEmpty()) {
      place.add(texts.get("place.entry", entry.text("log-index")));
    }
    return page.cite(register.file().source(String.join(", ", place)));
  }
}
