package dev.breakwater.console.fleet;

import dev.breakwater.wire.Outcome;
import java.util.List;

/**
 * A row without its body. A vehicle may have chosen category, purpose and rules.
 *
 * @param item its name, {@link Outcome#item}
 * @param digest of what the vehicle delivered, hexadecimal
 * @param heardMillis the broker's append time, Unix milliseconds
 */
record RowLabel(
    String item,
    String digest,
    String vehicle,
    String lane,
    String category,
    String purpose,
    long heardMillis,
    String reason,
    List<String> rules,
    String pack) {
  RowLabel {
    rules = List.copyOf(rules);
  }

  static RowLabel of(Outcome row) {
    return new RowLabel(
        row.item(),
        row.digest().hex(),
        row.vehicle(),
        row.lane(),
        row.category(),
        row.purpose(),
        row.appendedAtMillis(),
        row.reason(),
        row.rules(),
        row.pack().hex());
  }
}
