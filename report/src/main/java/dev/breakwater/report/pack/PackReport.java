package dev.breakwater.report.pack;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.evidence.BrokenPackException;
import dev.breakwater.audit.evidence.Opening;
import dev.breakwater.audit.evidence.PackVerifier;
import dev.breakwater.audit.evidence.VerifiedPack;
import dev.breakwater.report.chart.Chart;
import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.page.Block.Figure;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.page.PageDraft;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The report of a compliance audit (PIPL Art. 54; Audit Measures Art. 10, 11) on an evidence pack,
 * which is verified first: nothing in the report comes from a pack that does not hold.
 */
public final class PackReport {
  /** Most entries that are listed one by one; the others are counted. */
  static final int MAX_LISTED = 500;

  private final EvidenceFile file;
  private final VerifiedPack pack;
  private final PageDraft page;
  private final Texts texts;
  private final int citation;

  private PackReport(EvidenceFile file, VerifiedPack pack, PageDraft page) {
    this.file = file;
    this.pack = pack;
    this.page = page;
    this.texts = page.texts();
    this.citation = page.cite(file.source());
  }

  /**
   * @param policy whose keys the reader trusts
   * @throws EvidenceException if the pack does not hold
   */
  public static Page of(EvidenceFile file, PolicyFile policy, Texts texts)
      throws IOException, EvidenceException {
    VerifiedPack pack;
    try {
      pack = new PackVerifier(policy).verify(file.read(PackVerifier.MAX_BYTES));
    } catch (BrokenPackException e) {
      throw new EvidenceException(file.name(), "it does not hold: " + e.getMessage());
    }
    return new PackReport(file, pack, new PageDraft(texts)).page();
  }

  private Page page() {
    var at = Instant.ofEpochMilli(pack.request().atMillis());
    page.figures(
        figure(pack.entries().size(), "pack.entries"),
        figure(
            pack.entries().stream().filter(each -> each.opening().isPresent()).count(),
            "pack.opened"),
        figure(
            pack.entries().stream().filter(each -> each.item().isPresent()).count(), "pack.items"),
        figure(pack.policies().size(), "pack.policies"));
    page.note("pack.note");
    page.heading("pack.question");
    page.fact("fact.question", Words.of(pack.request().question(), citation));
    page.fact("fact.auditor", Words.of(pack.request().auditor(), citation));
    page.fact("fact.purpose", Words.of(pack.request().purpose(), citation));
    page.fact("fact.at", Words.of(texts.moment(at), citation));
    log();
    decisions();
    entries();
    attachments();
    signatures();
    return page.page(texts.get("pack.title"), texts.get("pack.subtitle", pack.request().auditor()));
  }

  private Figure figure(long value, String key) {
    return new Figure(Words.of(texts.number(value), citation), texts.get(key));
  }

  private void log() {
    page.heading("pack.log");
    String entry = texts.get("place.entry", Long.toString(pack.disclosureIndex()));
    int disclosure = page.cite(file.source(entry));
    page.fact("fact.origin", Words.of(pack.checkpoint().origin(), citation));
    page.fact("fact.size", Words.of(texts.number(pack.checkpoint().size()), citation));
    page.fact("fact.root", Words.of(pack.checkpoint().root().hex(), citation));
    page.fact("fact.disclosure", Words.of(entry, disclosure));
    page.fact(
        "fact.policies",
        Words.of(
            pack.policies().stream().map(Digest::hex).sorted().collect(Collectors.joining("\n")),
            citation));
  }

  private void decisions() {
    Map<String, Long> counts = new TreeMap<>();
    for (VerifiedPack.Entry each : pack.entries()) {
      counts.merge(each.leaf().stage() + " " + each.leaf().decision(), 1L, Long::sum);
    }
    List<Chart.Bar> bars = new ArrayList<>();
    counts.forEach(
        (decision, count) ->
            bars.add(new Chart.Bar(decision, count, texts.number(count), Ink.FIRST)));
    if (!bars.isEmpty()) {
      List<Chart.Bar> shown = bars.subList(0, Math.min(bars.size(), Chart.MOST));
      page.heading("pack.decisions");
      page.chart(Words.of(texts.get("pack.by-decision"), citation), new Chart.Bars(shown));
    }
  }

  private void entries() {
    List<List<Words>> rows = new ArrayList<>();
    for (VerifiedPack.Entry each : pack.entries()) {
      if (rows.size() < MAX_LISTED) {
        rows.add(row(each));
      }
    }
    page.heading("pack.list");
    page.table(
        List.of("column.index", "column.stage", "column.rules", "column.hour", "column.item"),
        List.of(2, 4, 4, 6, 6),
        rows);
    if (pack.entries().size() > MAX_LISTED) {
      page.note("pack.more", texts.number(pack.entries().size() - MAX_LISTED));
    }
  }

  private List<Words> row(VerifiedPack.Entry entry) {
    return List.of(
        Words.of(Long.toString(entry.index()), citation),
        Words.of(entry.leaf().stage() + " " + entry.leaf().decision()),
        Words.of(String.join("\n", entry.leaf().rules())),
        Words.of(texts.moment(entry.leaf().hour())),
        Words.of(
            entry
                .opening()
                .map(Opening::content)
                .map(content -> content.item())
                .orElse(texts.get("pack.closed"))));
  }

  private void attachments() {
    if (!pack.attachments().isEmpty()) {
      page.heading("pack.attachments");
      page.paragraph(Words.of(String.join("\n", pack.attachments()), citation));
    }
  }

  /** Audit Measures Art. 10: signed by the institution's head and the audit's, and stamped. */
  private void signatures() {
    page.heading("sign.heading");
    page.note("sign.note");
    for (String key : List.of("sign.institution", "sign.head", "sign.lead", "sign.day")) {
      page.fact(key, Words.of("\n "));
    }
  }
}
