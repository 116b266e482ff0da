package dev.breakwater.report.annual;

import dev.breakwater.report.annual.AnnualSheet.Abroad;
import dev.breakwater.report.annual.AnnualSheet.Complaints;
import dev.breakwater.report.annual.AnnualSheet.Contact;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.exports.ExportEntry;
import dev.breakwater.report.exports.ExportRegister;
import dev.breakwater.report.exports.ExportReport;
import dev.breakwater.report.page.Block.Figure;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.page.PageDraft;
import dev.breakwater.report.page.Tone;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The annual report on the security of vehicle data, due on 15 December: the contents of Auto
 * Provisions Art. 13, and of Art. 14 for who exports, in the articles' order.
 */
public final class AnnualReport {
  /** How the register says how many rows a category had. */
  private static final Pattern TALLY = Pattern.compile(" \\([0-9]+\\)");

  private final AnnualSheet sheet;
  private final PageDraft page;
  private final Texts texts;
  private final int own;

  private AnnualReport(AnnualSheet sheet, PageDraft page) {
    this.sheet = sheet;
    this.page = page;
    this.texts = page.texts();
    this.own = page.cite(sheet.file().source());
  }

  public static Page of(AnnualSheet sheet, Texts texts) throws IOException, EvidenceException {
    var page = new PageDraft(texts);
    new AnnualReport(sheet, page).write();
    return page.page(
        texts.get("annual.title", Integer.toString(sheet.year())),
        texts.get("annual.subtitle", sheet.processor(), Integer.toString(sheet.year())));
  }

  private void write() throws IOException, EvidenceException {
    page.note("annual.note");
    page.heading("annual.1");
    page.fact("fact.officer", contact(sheet.officer()));
    page.fact("fact.rights", contact(sheet.rights()));
    scale();
    protection();
    domestic();
    incidents();
    complaints(sheet.complaints());
    page.heading("annual.7");
    list(sheet.other());
    abroad();
  }

  private Words contact(Contact contact) {
    return Words.of(contact.name() + ", " + contact.contact(), own);
  }

  private void scale() throws IOException, EvidenceException {
    page.heading("annual.2");
    if (sheet.figures().isPresent()) {
      Figures.write(sheet.figures().get(), sheet.year(), page);
    } else {
      missing("annual.no-figures");
    }
    List<List<Words>> rows = new ArrayList<>();
    for (AnnualSheet.Activity each : sheet.activities()) {
      rows.add(
          List.of(
              Words.of(each.type(), own), Words.of(each.purpose()), Words.of(each.necessity())));
    }
    page.table(
        List.of("column.type", "column.purpose", "column.necessity"), List.of(3, 4, 5), rows);
  }

  private void protection() {
    page.heading("annual.3");
    list(sheet.measures());
    List<List<Words>> rows = new ArrayList<>();
    for (AnnualSheet.Activity each : sheet.activities()) {
      rows.add(
          List.of(Words.of(each.type(), own), Words.of(each.place()), Words.of(each.period())));
    }
    page.table(List.of("column.type", "column.place", "column.period"), List.of(3, 5, 4), rows);
  }

  private void domestic() {
    page.heading("annual.4");
    List<List<Words>> rows = new ArrayList<>();
    for (AnnualSheet.Recipient each : sheet.domestic()) {
      rows.add(
          List.of(Words.of(each.name(), own), Words.of(each.data()), Words.of(each.purpose())));
    }
    table(List.of("column.recipient", "column.type", "column.purpose"), List.of(4, 4, 4), rows);
  }

  private void incidents() {
    page.heading("annual.5");
    List<List<Words>> rows = new ArrayList<>();
    for (AnnualSheet.Incident each : sheet.incidents()) {
      int shown = page.cite(each.evidence().source());
      rows.add(
          List.of(
              Words.of(each.id(), shown),
              Words.of(each.day().toString()),
              Words.of(each.what()),
              Words.of(texts.number(each.persons()), shown),
              Words.of(each.handling())));
    }
    table(
        List.of(
            "column.incident", "column.day", "column.what", "column.persons", "column.handling"),
        List.of(3, 2, 4, 2, 4),
        rows);
  }

  private void complaints(Complaints complaints) {
    page.heading("annual.6");
    page.figures(
        figure(complaints.received(), "annual.received"),
        figure(complaints.handled(), "annual.handled"),
        figure(complaints.deletions(), "annual.deletions"),
        figure(complaints.deletionsInTime(), "annual.in-time"));
    page.paragraph(Words.of(complaints.handling(), own));
  }

  private Figure figure(long value, String key) {
    return new Figure(Words.of(texts.number(value), own), texts.get(key));
  }

  private void abroad() throws IOException, EvidenceException {
    page.heading("annual.14");
    if (sheet.register().isEmpty()) {
      page.paragraph(Words.of(texts.get("annual.no-exports"), own));
      return;
    }
    EvidenceFile file = sheet.register().get();
    ExportRegister register = ExportRegister.of(file, sheet.year());
    ExportReport.addTotals(register, page);
    recipients(register);
    if (sheet.abroad().isPresent()) {
      Abroad abroad = sheet.abroad().get();
      page.fact("fact.place", Words.of(abroad.place(), own));
      page.fact("fact.period", Words.of(abroad.period(), own));
      page.fact("fact.scope", Words.of(abroad.scope(), own));
      page.fact("fact.manner", Words.of(abroad.manner(), own));
    } else {
      missing("annual.no-abroad");
    }
    page.fact("fact.complaints", Words.of(texts.number(sheet.complaints().abroad()), own));
  }

  private void recipients(ExportRegister register) throws EvidenceException {
    int citation = page.cite(register.file().source());
    var rows = new TreeSet<List<String>>((a, b) -> a.toString().compareTo(b.toString()));
    for (ExportEntry each : register.entries()) {
      rows.add(
          List.of(
              each.text("recipient") + " (" + each.text("jurisdiction") + ")",
              each.text("contact"),
              each.text("purpose"),
              TALLY.matcher(each.text("categories")).replaceAll("")));
    }
    table(
        List.of("column.recipient", "column.contact", "column.purpose", "column.type"),
        List.of(4, 3, 2, 4),
        rows.stream()
            .map(row -> row.stream().map(text -> Words.of(text, citation)).toList())
            .toList());
  }

  /** An empty table would leave open whether there was nothing or nobody looked. */
  private void table(List<String> columns, List<Integer> shares, List<List<Words>> rows) {
    if (rows.isEmpty()) {
      page.paragraph(Words.of(texts.get("annual.none"), own));
    } else {
      page.table(columns, shares, rows);
    }
  }

  private void list(List<String> lines) {
    if (lines.isEmpty()) {
      page.paragraph(Words.of(texts.get("annual.none"), own));
    }
    for (String line : lines) {
      page.paragraph(Words.of(line, own));
    }
  }

  private void missing(String key) {
    page.paragraph(Words.of(texts.get(key)).in(Tone.OPEN));
  }
}
