package dev.breakwater.report.dossier;

import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.evidence.Json;
import dev.breakwater.report.page.Block.Figure;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.page.PageDraft;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The dossier of the four requirements (test of CAAM and CNCERT), from the {@code dossier.json}
 * that {@code breakwater certify all} writes. Each file of evidence must have its digest.
 */
public final class DossierReport {
  private static final int MAX_CHECKS = 100;

  private final EvidenceFile dossier;
  private final Json json;
  private final List<CheckedFile> checks;
  private final PageDraft page;

  private DossierReport(EvidenceFile dossier, Json json, List<CheckedFile> checks, Texts texts) {
    this.dossier = dossier;
    this.json = json;
    this.checks = checks;
    this.page = new PageDraft(texts);
  }

  /**
   * @param file the dossier; its evidence lies where it says, below the dossier's directory
   * @throws EvidenceException naming the first file that is missing or was changed
   */
  public static Page of(Path file, Texts texts) throws IOException, EvidenceException {
    String name = String.valueOf(file.getFileName());
    EvidenceFile dossier = EvidenceFile.found(name, file);
    Json json = Json.of(dossier);
    List<CheckedFile> checks = new ArrayList<>();
    Path directory = file.toAbsolutePath().normalize().getParent();
    if (directory == null || json.list("checks").size() > MAX_CHECKS) {
      throw new EvidenceException(name, "it has more than " + MAX_CHECKS + " checks");
    }
    for (Json each : json.list("checks")) {
      checks.add(CheckedFile.of(each, directory));
    }
    if (Verdict.of(json) != Verdict.of(checks)) {
      throw new EvidenceException(name, "its verdict is not that of its checks");
    }
    return new DossierReport(dossier, json, checks, texts).page();
  }

  private Page page() throws IOException, EvidenceException {
    Texts texts = page.texts();
    int citation = page.cite(dossier.source());
    page.figures(
        Stream.concat(
                Stream.of(
                    new Figure(verdict(Verdict.of(checks), citation), texts.get("dossier.all"))),
                Requirement.FOUR.stream()
                    .map(
                        each ->
                            new Figure(
                                verdict(Verdict.of(checksOf(each)), citation),
                                texts.get(each.key() + ".short"))))
            .toArray(Figure[]::new));
    page.note("dossier.note");
    for (Requirement each : Requirement.FOUR) {
      requirement(each);
    }
    requirement(Requirement.ABROAD);
    return page.page(
        texts.get("dossier.title"),
        texts.get("dossier.subtitle", json.text("madeAt"), json.text("program")));
  }

  private List<CheckedFile> checksOf(Requirement requirement) {
    return checks.stream().filter(requirement::isShownBy).toList();
  }

  private Words verdict(Verdict verdict, int citation) {
    return Words.of(page.texts().get(verdict.key()), citation).in(verdict.tone());
  }

  private void requirement(Requirement requirement) throws IOException, EvidenceException {
    page.heading(requirement.key());
    page.note(requirement.key() + ".asks");
    List<CheckedFile> own = checksOf(requirement);
    if (own.isEmpty()) {
      page.fact("fact.verdict", verdict(Verdict.NOT_TESTED, page.cite(dossier.source())));
    }
    for (CheckedFile each : own) {
      check(each);
    }
  }

  private void check(CheckedFile check) throws IOException, EvidenceException {
    List<Integer> citations = new ArrayList<>();
    for (EvidenceFile each : check.evidence()) {
      citations.add(page.cite(each.source()));
    }
    if (citations.isEmpty()) {
      citations.add(page.cite(dossier.source()));
    }
    page.fact("fact.check", Words.of(check.check()));
    page.fact(
        "fact.verdict",
        new Words(page.texts().get(check.verdict().key()), check.verdict().tone(), citations));
    page.fact("fact.clause", Words.of(check.clause()));
    if (!check.details().isEmpty()) {
      page.fact("fact.details", Words.of(String.join("\n", check.details())));
    }
    for (EvidenceFile each : check.evidence()) {
      if (DetectionRates.isIn(each)) {
        DetectionRates.write(each, page);
      }
    }
  }
}
