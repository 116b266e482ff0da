package dev.breakwater.wire;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The random name of a vehicle; only the onshore registry links it to a VIN.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record VehicleRef(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  /**
   * @throws IllegalArgumentException if {@code value} has another shape
   */
  public VehicleRef {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a vehicle reference has 32 hexadecimal digits");
    }
  }

  /** Draws a new reference; {@code random} must be a secure generator outside tests. */
  public static VehicleRef random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new VehicleRef(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
