package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.Passage;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.Set;

/**
 * What somebody asks to let go abroad.
 *
 * @param recipient id, as the permits have it
 * @param purpose what the recipient gets it for
 * @param categories of the rows
 * @param vehicles whose rows; those of all if empty
 * @param from first instant of capture
 * @param until first instant of capture after it
 * @param basis on which it rests that a person's data is processed (PIPL Art. 13)
 * @param notice digest of the notice that the persons were shown (PIPL Art. 39), empty if none
 * @param impactAssessment id of the report of PIPL Art. 55, empty if there is none
 */
public record ExportRequest(
    String recipient,
    String purpose,
    Set<String> categories,
    Set<String> vehicles,
    Instant from,
    Instant until,
    LegalBasis basis,
    String notice,
    String impactAssessment,
    Passage passage) {
  /** On what the processing rests, as rules and authors call it. */
  public enum LegalBasis {
    CONSENT,
    CONTRACT,
    STAFF,
    LEGAL_DUTY,
    EMERGENCY
  }

  public ExportRequest {
    categories = Set.copyOf(categories);
    vehicles = Set.copyOf(vehicles);
  }

  /**
   * Reads a request.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static ExportRequest load(Bytes yaml, String name) throws InvalidSourceException {
    return ExportRequestReader.read(yaml, name);
  }

  /** Asks whether a row is among those that are asked for; its category is asked for already. */
  boolean wants(String vehicle, long capturedAtMillis) {
    boolean inTime =
        capturedAtMillis >= from.toEpochMilli() && capturedAtMillis < until.toEpochMilli();
    return inTime && (vehicles.isEmpty() || vehicles.contains(vehicle));
  }
}
