package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rows of a table.
 *
 * @param equal values that columns must have; all rows if empty
 */
public record Selection(Part part, Map<String, Object> equal) {
  public Selection {
    equal = Map.copyOf(equal);
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

  /** Selects the rows of what has this digest. */
  public static Selection digest(Part part, Digest digest) {
    return all(part).and(OutcomeRow.DIGEST, digest.hex());
  }

  /** Narrows this selection to one category. */
  public Selection category(String category) {
    return and(OutcomeRow.CATEGORY, category);
  }

  private Selection and(String column, Object value) {
    Map<String, Object> narrower = new TreeMap<>(equal);
    narrower.put(column, value);
    return new Selection(part, narrower);
  }
}
