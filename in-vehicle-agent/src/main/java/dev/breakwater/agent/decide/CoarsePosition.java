package dev.breakwater.agent.decide;

import dev.breakwater.wire.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a position coarse: it becomes the middle of its cell in a fixed grid, so that many samples
 * give no more than one of them (GB/T 44464-2024 §5.3). A cell is 0.01° high and 0.02° wide: in
 * mainland China, up to 54° north, never less than a kilometre.
 */
final class CoarsePosition {
  /** The category of what it makes. */
  static final String CATEGORY = "position.coarse";

  /** The shortest side of a cell, metres. */
  static final int PRECISION_METRES = 1000;

  private static final Map<String, BigDecimal> CELLS =
      Map.of(
          "Vehicle.CurrentLocation.Latitude", new BigDecimal("0.01"),
          "Vehicle.CurrentLocation.Longitude", new BigDecimal("0.02"));

  private static final int MAX_DIGITS = 32;
  private static final int MAX_SCALE = 32;
  private static final int FULL_CIRCLE = 360;

  private CoarsePosition() {}

  /** Returns the coarse form, nothing if the signal is no coordinate. */
  static Optional<Signal> of(Signal precise) {
    BigDecimal cell = CELLS.get(precise.path());
    if (cell == null || precise.value().length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      var degrees = new BigDecimal(precise.value());
      // What is no angle could only hide something else.
      return Math.abs((long) degrees.scale()) > MAX_SCALE
              || degrees.abs().compareTo(BigDecimal.valueOf(FULL_CIRCLE)) > 0
          ? Optional.empty()
          : Optional.of(new Signal(precise.path(), middle(degrees, cell).toPlainString()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static BigDecimal middle(BigDecimal degrees, BigDecimal cell) {
    BigDecimal index = degrees.divide(cell, 0, RoundingMode.FLOOR);
    return index.add(new BigDecimal("0.5")).multiply(cell).stripTrailingZeros();
  }
}
