package dev.breakwater.wire;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The random name of a vehicle; only the onshore registry links it to a VIN.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record VehicleRef(String value) {
  private static final int LENGTH = 32;

  /**
   * @throws IllegalArgumentException if {@code value} has another shape
   */
  public VehicleRef {
    if (value.length() != LENGTH || !value.chars().allMatch(VehicleRef::isDigit)) {
      throw new IllegalArgumentException("a vehicle reference has 32 hexadecimal digits");
    }
  }

  private static boolean isDigit(int letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
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
