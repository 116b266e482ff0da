package dev.breakwater.anonymizer.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * A quantity that changes smoothly over time, never beyond the values it is given (monotone cubic
 * Hermite curve).
 */
final class Motion {
  private final List<Key> keys;

  private record Key(double time, double value) {}

  private Motion(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * @param timeAndValue seconds and value of each key in turn, times rising, at least two keys
   */
  static Motion through(double... timeAndValue) {
    var keys = new ArrayList<Key>();
    for (int i = 0; i < timeAndValue.length; i += 2) {
      keys.add(new Key(timeAndValue[i], timeAndValue[i + 1]));
    }
    return new Motion(keys);
  }

  static Motion still(double value) {
    return through(0, value, 1, value);
  }

  double at(double seconds) {
    int i = 0;
    while (i < keys.size() - 2 && seconds > keys.get(i + 1).time()) {
      i++;
    }
    var a = keys.get(i);
    var b = keys.get(i + 1);
    var span = b.time() - a.time();
    var t = Math.min(1, Math.max(0, (seconds - a.time()) / span));
    return hermite(t, a.value(), slopeAt(i) * span, b.value(), slopeAt(i + 1) * span);
  }

  private static double hermite(double t, double from, double out, double to, double in) {
    var t2 = t * t;
    var t3 = t2 * t;
    return from * (2 * t3 - 3 * t2 + 1)
        + out * (t3 - 2 * t2 + t)
        + to * (3 * t2 - 2 * t3)
        + in * (t3 - t2);
  }

  /**
   * The harmonic mean of both sides' slopes; zero at an extremum, which is what forbids overshoot.
   */
  private double slopeAt(int i) {
    if (i == 0) {
      return slope(0);
    }
    if (i == keys.size() - 1) {
      return slope(i - 1);
    }
    var before = slope(i - 1);
    var after = slope(i);
    return before * after <= 0 ? 0 : 2 * before * after / (before + after);
  }

  private double slope(int i) {
    var a = keys.get(i);
    var b = keys.get(i + 1);
    return (b.value() - a.value()) / (b.time() - a.time());
  }
}
