package dev.breakwater.agent.survey;

import dev.breakwater.wire.Bytes;
import java.time.Instant;

/**
 * Pictures or point clouds with their coordinates and pose. Nothing but {@link SurveyRoute} takes
 * it: it has no way to the seal.
 *
 * @param category {@code geo.raw} or {@code geo.road-topology}
 * @param capturedAt when
 * @param content as the unit asks for it
 */
public record RawGeodata(String category, Instant capturedAt, Bytes content) {
  /** The most bytes of one delivery. */
  public static final int MAX_BYTES = 16 << 20;

  /**
   * @throws IllegalArgumentException if it is another kind of data, or too much
   */
  public RawGeodata {
    if (!category.startsWith("geo.")) {
      throw new IllegalArgumentException(category + " is no geodata");
    }
    if (content.length() > MAX_BYTES) {
      throw new IllegalArgumentException(content.length() + " bytes; the limit is " + MAX_BYTES);
    }
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return category + " of " + content.length() + " bytes";
  }
}
