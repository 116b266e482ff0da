package dev.breakwater.report.incident;

import dev.breakwater.report.chart.Chart;
import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.page.Block.Figure;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.page.PageDraft;
import dev.breakwater.report.page.Tone;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The report of a data-security incident: what PIPL Art. 57 has the authority and the persons told,
 * the clock of NDSMR Art. 10, and whether an audit may be ordered (Audit Measures Art. 5).
 */
public final class IncidentReport {
  private static final Duration DUE = Duration.ofHours(24);

  /** Audit Measures Art. 5: an incident of so many persons, or so many with sensitive data. */
  private static final long AUDIT_PERSONS = 1_000_000;

  private static final long AUDIT_SENSITIVE = 100_000;

  private static final double MINUTES = 60;

  private final IncidentSheet sheet;
  private final PageDraft page;
  private final Texts texts;
  private final int own;

  private IncidentReport(IncidentSheet sheet, PageDraft page) {
    this.sheet = sheet;
    this.page = page;
    this.texts = page.texts();
    this.own = page.cite(sheet.file().source());
  }

  public static Page of(IncidentSheet sheet, Texts texts) {
    var page = new PageDraft(texts);
    new IncidentReport(sheet, page).write();
    return page.page(
        texts.get("incident.title", sheet.id()),
        texts.get("incident.subtitle", texts.moment(sheet.clock().discovered())));
  }

  private void write() {
    Optional<Duration> taken =
        sheet.clock().reported().map(at -> Duration.between(sheet.clock().discovered(), at));
    page.figures(
        new Figure(Words.of(texts.number(sheet.persons()), own), texts.get("incident.persons")),
        new Figure(
            Words.of(texts.number(sheet.sensitivePersons()), own), texts.get("incident.sensitive")),
        new Figure(reported(taken), texts.get("incident.until-report")));
    page.note("incident.note");
    taken.ifPresent(this::gauge);
    page.heading("incident.what");
    page.fact("fact.what", Words.of(sheet.what(), own));
    page.fact("fact.data", Words.of(String.join("\n", sheet.data()), own));
    page.fact("fact.cause", Words.of(sheet.cause(), own));
    page.fact("fact.consequences", Words.of(sheet.consequences(), own));
    page.fact("fact.authority", Words.of(sheet.authority(), own));
    page.fact(
        "fact.due",
        Words.of(texts.get(sheet.isDueInADay() ? "incident.due" : "incident.prompt"), own));
    page.fact("fact.audit", audit());
    course();
    evidence();
  }

  private Words reported(Optional<Duration> taken) {
    if (taken.isEmpty()) {
      return Words.of(texts.get("incident.open"), own).in(Tone.OPEN);
    }
    boolean isLate = sheet.isDueInADay() && taken.get().compareTo(DUE) > 0;
    return Words.of(hours(taken.get()), own).in(isLate ? Tone.BAD : Tone.GOOD);
  }

  private String hours(Duration taken) {
    return texts.get(
        "incident.hours", Long.toString(taken.toHours()), Integer.toString(taken.toMinutesPart()));
  }

  private void gauge(Duration taken) {
    if (sheet.isDueInADay()) {
      page.chart(
          Words.of(texts.get("incident.clock"), own),
          new Chart.Gauges(
              List.of(
                  new Chart.Gauge(
                      texts.get("incident.until-report"),
                      taken.toMinutes() / MINUTES,
                      DUE.toHours(),
                      DUE.toHours() * 1.5,
                      hours(taken),
                      texts.get("incident.limit"),
                      taken.compareTo(DUE) > 0 ? Ink.BAD : Ink.GOOD))));
    }
  }

  private Words audit() {
    boolean mayBe = sheet.persons() >= AUDIT_PERSONS || sheet.sensitivePersons() >= AUDIT_SENSITIVE;
    return mayBe
        ? Words.of(texts.get("incident.audit"), own).in(Tone.BAD)
        : Words.of(texts.get("incident.no-audit"), own);
  }

  private record Event(Instant at, String what) {}

  private void course() {
    List<Event> events = new ArrayList<>();
    IncidentSheet.Clock clock = sheet.clock();
    clock.began().ifPresent(at -> events.add(new Event(at, texts.get("incident.began"))));
    events.add(new Event(clock.discovered(), texts.get("incident.discovered")));
    clock.stopped().ifPresent(at -> events.add(new Event(at, texts.get("incident.stopped"))));
    clock.reported().ifPresent(at -> events.add(new Event(at, texts.get("incident.reported"))));
    clock.told().ifPresent(at -> events.add(new Event(at, texts.get("incident.told"))));
    sheet.steps().forEach(step -> events.add(new Event(step.at(), step.what())));
    events.sort(Comparator.comparing(Event::at));
    List<List<Words>> rows = new ArrayList<>();
    for (Event each : events) {
      rows.add(List.of(Words.of(texts.moment(each.at()), own), Words.of(each.what())));
    }
    page.heading("incident.course");
    page.table(List.of("column.time", "column.event"), List.of(3, 7), rows);
    if (clock.told().isEmpty()) {
      page.paragraph(Words.of(texts.get("incident.not-told")).in(Tone.OPEN));
    }
  }

  private void evidence() {
    page.heading("incident.evidence");
    List<List<Words>> rows = new ArrayList<>();
    for (IncidentSheet.Shown each : sheet.evidence()) {
      rows.add(
          List.of(
              Words.of(each.file().name(), page.cite(each.file().source())),
              Words.of(each.shows())));
    }
    page.table(List.of("column.file", "column.shows"), List.of(4, 6), rows);
  }
}
