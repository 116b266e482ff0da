package dev.breakwater.cli.report;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.incident.IncidentSheet;
import dev.breakwater.report.incident.IncidentSheet.Clock;
import dev.breakwater.report.incident.IncidentSheet.Shown;
import dev.breakwater.report.incident.IncidentSheet.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the sheet of an incident; every problem of the file is found in one pass. */
public final class IncidentSheetReader {
  private static final Set<String> SHEET =
      Set.of(
          "id",
          "what",
          "due-in-24-hours",
          "discovered-at",
          "began-at",
          "stopped-at",
          "reported-at",
          "persons-told-at",
          "authority",
          "data",
          "persons",
          "sensitive-persons",
          "cause",
          "consequences",
          "steps",
          "evidence");
  private static final Set<String> STEP = Set.of("at", "what");
  private static final Set<String> SHOWN = Set.of("is", "shows");

  private IncidentSheetReader() {}

  /**
   * @throws InvalidSourceException with every problem, evidence that was changed among them
   */
  public static IncidentSheet read(Path path)
      throws IOException, EvidenceException, InvalidSourceException {
    return EvidenceFields.sheet(path, SHEET, IncidentSheetReader::sheet);
  }

  private static IncidentSheet sheet(EvidenceFile file, EvidenceFields fields) {
    long persons = fields.count("persons");
    long sensitive = fields.count("sensitive-persons");
    if (sensitive > persons) {
      fields.problem("sensitive-persons", "more than 'persons'");
    }
    return new IncidentSheet(
        file,
        fields.id("id"),
        fields.text("what"),
        fields.truth("due-in-24-hours"),
        clock(fields),
        fields.text("authority"),
        fields.texts("data"),
        persons,
        Math.min(persons, sensitive),
        fields.text("cause"),
        fields.text("consequences"),
        fields.parts("steps", STEP, IncidentSheetReader::step),
        evidence(fields));
  }

  private static Clock clock(EvidenceFields fields) {
    Instant discovered = fields.one("discovered-at", Instant::parse, Instant.EPOCH);
    var clock =
        new Clock(
            discovered,
            fields.instant("began-at"),
            fields.instant("stopped-at"),
            fields.instant("reported-at"),
            fields.instant("persons-told-at"));
    if (clock.reported().filter(at -> at.isBefore(discovered)).isPresent()) {
      fields.problem("reported-at", "it was reported before it was discovered");
    }
    return clock;
  }

  private static Step step(EvidenceFields fields) {
    return new Step(fields.one("at", Instant::parse, Instant.EPOCH), fields.text("what"));
  }

  private static List<Shown> evidence(EvidenceFields fields) {
    return fields.parts("evidence", SHOWN, IncidentSheetReader::shown).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Shown> shown(EvidenceFields fields) {
    String shows = fields.text("shows");
    return Optional.ofNullable(fields.required("is")).map(file -> new Shown(file, shows));
  }
}
