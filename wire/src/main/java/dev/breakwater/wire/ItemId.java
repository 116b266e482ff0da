package dev.breakwater.wire;

/**
 * The name of one sealed item.
 *
 * @param number position in the chain, from 0, without gaps when the item is sealed
 */
public record ItemId(ChainId chain, long number) {
  /**
   * @throws IllegalArgumentException if {@code number} is negative
   */
  public ItemId {
    if (number < 0) {
      throw new IllegalArgumentException("item numbers start at 0, not " + number);
    }
  }

  /**
   * Reads {@code vehicle/epoch/lane/number}, the form {@link #toString} writes.
   *
   * @throws IllegalArgumentException if {@code text} has another shape
   */
  public static ItemId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException(
          "an item is vehicle/epoch/lane/number, not '" + text + "'");
    }
    var vehicle = new VehicleRef(parts[0]);
    var chain = new ChainId(vehicle, Long.parseLong(parts[1]), Lane.valueOf(parts[2]));
    return new ItemId(chain, Long.parseLong(parts[3]));
  }

  @Override
  public String toString() {
    return chain + "/" + number;
  }
}
