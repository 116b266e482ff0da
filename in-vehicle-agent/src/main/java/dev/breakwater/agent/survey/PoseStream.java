package dev.breakwater.agent.survey;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes raw geodata of the signals that tell where the car is and where it looks: one line of JSON
 * for each position, with the pose that was measured with it. Used by one thread.
 */
public final class PoseStream {
  /** What the catalog calls it. */
  static final String CATEGORY = "geo.raw";

  /** What was measured longer ago belongs to another place. */
  static final Duration TOGETHER = Duration.ofSeconds(1);

  private static final String LATITUDE = "latitude";
  private static final String LONGITUDE = "longitude";
  private static final Map<String, String> FIELDS =
      Map.of(
          "Vehicle.CurrentLocation.Latitude", LATITUDE,
          "Vehicle.CurrentLocation.Longitude", LONGITUDE,
          "Vehicle.CurrentLocation.Altitude", "altitude",
          "Vehicle.CurrentLocation.Heading", "heading",
          "Vehicle.AngularVelocity.Roll", "roll-rate",
          "Vehicle.AngularVelocity.Pitch", "pitch-rate",
          "Vehicle.AngularVelocity.Yaw", "yaw-rate");

  /** A number as JSON has it; anything else is no measurement. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");

  private final Map<String, Measured> measured = new TreeMap<>();

  private record Measured(String value, Instant at) {}

  /**
   * Takes a signal.
   *
   * @return a position, once both coordinates of it are there
   */
  public Optional<RawGeodata> observe(Signal signal, Instant at) {
    String field = FIELDS.get(signal.path());
    if (field == null || !NUMBER.matcher(signal.value()).matches()) {
      return Optional.empty();
    }
    measured.put(field, new Measured(signal.value(), at));
    measured.values().removeIf(each -> each.at().plus(TOGETHER).isBefore(at));
    if (!measured.containsKey(LATITUDE) || !measured.containsKey(LONGITUDE)) {
      return Optional.empty();
    }
    var line = new StringBuilder("{\"at\":\"" + at + "\"");
    measured.forEach((name, each) -> line.append(",\"" + name + "\":" + each.value()));
    measured.remove(LATITUDE);
    measured.remove(LONGITUDE);
    byte[] json = line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    return Optional.of(new RawGeodata(CATEGORY, at, Bytes.of(json)));
  }
}
