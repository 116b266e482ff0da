package dev.breakwater.ingest.search;

import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.ingest.trail.Places.Place;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One entry of the log and what the operator knows of it besides. When its key is destroyed, item
 * and category are forgotten, and it is {@code erased}.
 *
 * @param hour full hour of the decision, as the entry says it
 * @param vehicle value of the vehicle's reference; empty if it is about none
 * @param item what it is about
 * @param category of the item; empty if it is about none
 * @param recipient who got something; empty if nobody
 * @param key name of the data key that opens the entry
 */
public record IndexedEntry(
    long index,
    String stage,
    String decision,
    List<String> rules,
    Digest commitment,
    Instant hour,
    String vehicle,
    String item,
    String category,
    String recipient,
    String key,
    boolean erased) {
  private static final Pattern OF_A_VEHICLE = Pattern.compile("[0-9a-f]{32}(/.*)?");
  private static final int VEHICLE_LENGTH = 32;

  public IndexedEntry {
    rules = List.copyOf(rules);
  }

  /** Makes the entry of a decision that is in the log. */
  static IndexedEntry of(Outcome outcome, Place place) {
    return of(place, outcome.vehicle(), outcome.item(), outcome.category(), "", outcome.key());
  }

  /** Makes the entry of a statement that is in the log. */
  static IndexedEntry of(Statement statement, Place place) {
    String item = statement.about().item();
    String vehicle = OF_A_VEHICLE.matcher(item).matches() ? item.substring(0, VEHICLE_LENGTH) : "";
    return of(place, vehicle, item, "", statement.about().recipient(), statement.key());
  }

  private static IndexedEntry of(
      Place place, String vehicle, String item, String category, String recipient, String key) {
    LeafContent leaf = place.leaf();
    return new IndexedEntry(
        place.index().orElseThrow(),
        leaf.stage(),
        leaf.decision(),
        leaf.rules(),
        leaf.commitment(),
        leaf.hour(),
        vehicle,
        item,
        category,
        recipient,
        key,
        false);
  }

  /** Asks whether the log says what the index does. */
  boolean isOf(LeafContent leaf) {
    return leaf.stage().equals(stage)
        && leaf.decision().equals(decision)
        && leaf.rules().equals(rules)
        && leaf.commitment().equals(commitment)
        && leaf.hour().equals(hour);
  }
}
