package dev.breakwater.report.incident;

import dev.breakwater.report.evidence.EvidenceFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the processor says of an incident (PIPL Art. 57; NDSMR Art. 10, 11; DSL Art. 29), with the
 * evidence.
 *
 * @param file the sheet; what only the processor says rests on it
 * @param isDueInADay whether national security or the public interest is endangered, so that the
 *     report is due within 24 hours (NDSMR Art. 10)
 * @param persons whose information is concerned
 * @param sensitivePersons of them, whose sensitive information is
 */
public record IncidentSheet(
    EvidenceFile file,
    String id,
    String what,
    boolean isDueInADay,
    Clock clock,
    String authority,
    List<String> data,
    long persons,
    long sensitivePersons,
    String cause,
    String consequences,
    List<Step> steps,
    List<Shown> evidence) {
  public IncidentSheet {
    data = List.copyOf(data);
    steps = List.copyOf(steps);
    evidence = List.copyOf(evidence);
    if (sensitivePersons > persons) {
      throw new IllegalArgumentException("more sensitive persons than persons");
    }
  }

  /**
   * When what happened; nothing where it has not yet.
   *
   * @param reported to the authority
   * @param told to the persons
   */
  public record Clock(
      Instant discovered,
      Optional<Instant> began,
      Optional<Instant> stopped,
      Optional<Instant> reported,
      Optional<Instant> told) {}

  /** A measure that was taken. */
  public record Step(Instant at, String what) {}

  /**
   * @param shows what it is evidence of
   */
  public record Shown(EvidenceFile file, String shows) {}
}
