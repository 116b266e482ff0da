package dev.breakwater.report.annual;

import dev.breakwater.report.evidence.EvidenceFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the processor itself says for its annual report (Auto Provisions Art. 13, 14), and the
 * evidence that its figures come from.
 *
 * @param file the sheet; what only the processor says rests on it
 * @param figures counts of the log and the store, made by {@code breakwater report figures}
 * @param register of exports; nothing if nothing left the country
 * @param abroad what Art. 14 asks of exporters besides
 */
public record AnnualSheet(
    EvidenceFile file,
    int year,
    String processor,
    Contact officer,
    Contact rights,
    List<Activity> activities,
    List<String> measures,
    List<Recipient> domestic,
    List<Incident> incidents,
    Complaints complaints,
    Optional<Abroad> abroad,
    List<String> other,
    Optional<EvidenceFile> figures,
    Optional<EvidenceFile> register) {
  public AnnualSheet {
    activities = List.copyOf(activities);
    measures = List.copyOf(measures);
    domestic = List.copyOf(domestic);
    incidents = List.copyOf(incidents);
    other = List.copyOf(other);
  }

  public record Contact(String name, String contact) {}

  /**
   * One kind of processing (Art. 13(2), (3)).
   *
   * @param place where the data lies
   * @param period how long
   */
  public record Activity(
      String type, String purpose, String necessity, String place, String period) {}

  /** A domestic third party (Art. 13(4)). */
  public record Recipient(String name, String data, String purpose) {}

  /**
   * An incident and its handling (Art. 13(5)).
   *
   * @param evidence that shows it
   */
  public record Incident(
      String id,
      LocalDate day,
      String what,
      long persons,
      String handling,
      EvidenceFile evidence) {}

  /**
   * Complaints and requests of users (Art. 13(6)).
   *
   * @param deletions requests to delete
   * @param deletionsInTime carried out in ten working days (Art. 9)
   * @param abroad complaints about exports (Art. 14)
   */
  public record Complaints(
      long received,
      long handled,
      long deletions,
      long deletionsInTime,
      long abroad,
      String handling) {}

  /** Where exported data lies, how long, for what and how (Art. 14). */
  public record Abroad(String place, String period, String scope, String manner) {}
}
