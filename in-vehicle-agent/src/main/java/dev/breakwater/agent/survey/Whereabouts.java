package dev.breakwater.agent.survey;

import dev.breakwater.agent.decide.Surroundings;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.wire.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the car was in the last minutes, in memory alone: it answers whether a place was sensitive,
 * and forgets. Nothing of it is written, logged or sent. Safe for use by several threads.
 */
public final class Whereabouts implements Surroundings {
  /** How long a position stands for the car after it was measured. */
  public static final Duration VALID = Duration.ofSeconds(5);

  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final String LATITUDE = "Vehicle.CurrentLocation.Latitude";
  private static final String LONGITUDE = "Vehicle.CurrentLocation.Longitude";

  private final SensitiveAreas areas;

  // All three are guarded by this object's monitor.
  private final NavigableMap<Instant, Place> places = new TreeMap<>();
  private @Nullable Double latitude;
  private @Nullable Double longitude;

  private record Place(double latitude, double longitude) {}

  public Whereabouts(SensitiveAreas areas) {
    this.areas = areas;
  }

  /** Takes a signal; only coordinates are looked at. */
  public synchronized void observe(Signal signal, Instant at) {
    Double degrees = degrees(signal.value());
    if (signal.path().equals(LATITUDE)) {
      latitude = degrees != null && Math.abs(degrees) <= 90 ? degrees : null;
    } else if (signal.path().equals(LONGITUDE)) {
      longitude = degrees != null && Math.abs(degrees) <= 180 ? degrees : null;
    } else {
      return;
    }
    if (latitude != null && longitude != null) {
      places.put(at, new Place(latitude, longitude));
    }
    places.headMap(at.minus(REMEMBERED)).clear();
  }

  private static @Nullable Double degrees(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public synchronized Facts at(Instant at) {
    var before = places.floorEntry(at);
    if (before == null || before.getKey().plus(VALID).isBefore(at)) {
      return Facts.NONE;
    }
    Place place = before.getValue();
    boolean sensitive = areas.contain(Area.micro(place.latitude()), Area.micro(place.longitude()));
    return new KnownFacts(
        Map.of(
            Variable.LATITUDE, place.latitude(),
            Variable.LONGITUDE, place.longitude(),
            Variable.SENSITIVE_AREA, sensitive));
  }
}
