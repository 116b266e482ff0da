package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.VehicleRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Which rows of a table.
 *
 * @param equal values that columns must have; all rows if empty
 * @param since the broker took it then or later; {@link Instant#EPOCH} for any time
 */
public record Selection(Part part, Map<String, Object> equal, Instant since) {
  public Selection {
    equal = Map.copyOf(equal);
  }

  /** Selects the rows of any time. */
  public Selection(Part part, Map<String, Object> equal) {
    this(part, equal, Instant.EPOCH);
  }

  public static Selection all(Part part) {
    return new Selection(part, Map.of());
  }

  /** Selects the rows of one item. */
  public static Selection item(Part part, ItemId item) {
    return chain(part, item.chain()).and(OutcomeRow.NUMBER, item.number());
  }

  /** Selects the rows of one chain. */
  public static Selection chain(Part part, ChainId chain) {
    return all(part)
        .and(OutcomeRow.VEHICLE, chain.vehicle().value())
        .and(OutcomeRow.EPOCH, chain.epoch())
        .and(OutcomeRow.LANE, chain.lane().name());
  }

  /** Selects the rows of one vehicle. */
  public static Selection vehicle(Part part, VehicleRef vehicle) {
    return all(part).and(OutcomeRow.VEHICLE, vehicle.value());
  }

  /** Selects the rows of what has this digest. */
  public static Selection digest(Part part, Digest digest) {
    return all(part).and(OutcomeRow.DIGEST, digest.hex());
  }

  /** Narrows this selection to one category. */
  public Selection category(String category) {
    return and(OutcomeRow.CATEGORY, category);
  }

  /** Narrows this selection to one lane. */
  public Selection lane(Lane lane) {
    return and(OutcomeRow.LANE, lane.name());
  }

  /** Narrows this selection to what the broker took at an instant or later; days are skipped. */
  public Selection since(Instant instant) {
    return new Selection(part, equal, instant);
  }

  static Expression appended(Instant since) {
    String text = since.atOffset(ZoneOffset.UTC).toString();
    return Expressions.greaterThanOrEqual(OutcomeRow.APPENDED, text);
  }

  private Selection and(String column, Object value) {
    Map<String, Object> narrower = new TreeMap<>(equal);
    narrower.put(column, value);
    return new Selection(part, narrower, since);
  }
}
