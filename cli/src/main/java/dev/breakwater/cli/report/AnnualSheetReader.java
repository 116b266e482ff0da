package dev.breakwater.cli.report;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.report.annual.AnnualSheet;
import dev.breakwater.report.annual.AnnualSheet.Abroad;
import dev.breakwater.report.annual.AnnualSheet.Activity;
import dev.breakwater.report.annual.AnnualSheet.Complaints;
import dev.breakwater.report.annual.AnnualSheet.Contact;
import dev.breakwater.report.annual.AnnualSheet.Incident;
import dev.breakwater.report.annual.AnnualSheet.Recipient;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the sheet of an annual report; every problem of the file is found in one pass. */
public final class AnnualSheetReader {
  private static final Set<String> SHEET =
      Set.of(
          "year",
          "processor",
          "officer",
          "rights-contact",
          "activities",
          "measures",
          "domestic-recipients",
          "incidents",
          "complaints",
          "abroad",
          "other",
          "figures",
          "register");
  private static final Set<String> CONTACT = Set.of("name", "contact");
  private static final Set<String> ACTIVITY =
      Set.of("type", "purpose", "necessity", "place", "period");
  private static final Set<String> RECIPIENT = Set.of("name", "data", "purpose");
  private static final Set<String> INCIDENT =
      Set.of("id", "day", "what", "persons", "handling", "evidence");
  private static final Set<String> COMPLAINTS =
      Set.of(
          "received",
          "handled",
          "deletion-requests",
          "deleted-in-time",
          "about-exports",
          "handling");
  private static final Set<String> ABROAD = Set.of("place", "period", "scope", "manner");
  private static final Contact NOBODY = new Contact("", "");

  private AnnualSheetReader() {}

  /**
   * @throws InvalidSourceException with every problem, evidence that was changed among them
   */
  public static AnnualSheet read(Path path)
      throws IOException, EvidenceException, InvalidSourceException {
    return EvidenceFields.sheet(path, SHEET, AnnualSheetReader::sheet);
  }

  private static AnnualSheet sheet(EvidenceFile file, EvidenceFields fields) {
    return new AnnualSheet(
        file,
        fields.one("year", AnnualSheetReader::year, 0),
        fields.text("processor"),
        contact(fields, "officer"),
        contact(fields, "rights-contact"),
        fields.parts("activities", ACTIVITY, AnnualSheetReader::activity),
        fields.texts("measures"),
        fields.parts("domestic-recipients", RECIPIENT, AnnualSheetReader::recipient),
        incidents(fields),
        fields
            .part("complaints", COMPLAINTS, AnnualSheetReader::complaints)
            .orElse(new Complaints(0, 0, 0, 0, 0, "")),
        fields.given("abroad", ABROAD, AnnualSheetReader::abroad),
        fields.texts("other"),
        fields.file("figures"),
        fields.file("register"));
  }

  private static int year(String text) {
    if (!text.matches("20[0-9]{2}")) {
      throw new IllegalArgumentException("a year, e.g. 2026, is expected here");
    }
    return Integer.parseInt(text);
  }

  private static Contact contact(EvidenceFields fields, String field) {
    return fields
        .part(field, CONTACT, each -> new Contact(each.text("name"), each.text("contact")))
        .orElse(NOBODY);
  }

  private static Activity activity(EvidenceFields fields) {
    return new Activity(
        fields.text("type"),
        fields.text("purpose"),
        fields.text("necessity"),
        fields.text("place"),
        fields.text("period"));
  }

  private static Recipient recipient(EvidenceFields fields) {
    return new Recipient(fields.text("name"), fields.text("data"), fields.text("purpose"));
  }

  /** An incident whose evidence is wrong is none; the source knows the problem. */
  private static List<Incident> incidents(EvidenceFields fields) {
    return fields.parts("incidents", INCIDENT, AnnualSheetReader::incident).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Incident> incident(EvidenceFields fields) {
    String id = fields.id("id");
    LocalDate day = fields.one("day", Fields::day, LocalDate.EPOCH);
    String what = fields.text("what");
    long persons = fields.count("persons");
    String handling = fields.text("handling");
    return Optional.ofNullable(fields.required("evidence"))
        .map(evidence -> new Incident(id, day, what, persons, handling, evidence));
  }

  private static Complaints complaints(EvidenceFields fields) {
    var complaints =
        new Complaints(
            fields.count("received"),
            fields.count("handled"),
            fields.count("deletion-requests"),
            fields.count("deleted-in-time"),
            fields.count("about-exports"),
            fields.text("handling"));
    if (complaints.handled() > complaints.received()) {
      fields.problem("handled", "more were handled than received");
    }
    if (complaints.deletionsInTime() > complaints.deletions()) {
      fields.problem("deleted-in-time", "more were deleted than requested");
    }
    return complaints;
  }

  private static Abroad abroad(EvidenceFields fields) {
    return new Abroad(
        fields.text("place"), fields.text("period"), fields.text("scope"), fields.text("manner"));
  }
}
