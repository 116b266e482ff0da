package dev.breakwater.anonymizer.synthetic;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The signals of the car during the drive (COVESA Vehicle Signal Specification paths), one JSON
 * object a line: milliseconds since the first frame, path, value. Speed and way are those of the
 * pictures; coordinates, charge and pulse are invented.
 */
final class SignalTrace {
  private static final int MILLIS = 1000 * SyntheticDrive.SECONDS;
  private static final int SPEED_EVERY_MILLIS = 100;
  private static final int OTHERS_EVERY_MILLIS = 1000;

  /** A place where no road is: the middle of lake Taihu. */
  private static final double LATITUDE = 31.2000;

  private static final double LONGITUDE = 120.1500;
  private static final double METRES_PER_DEGREE = 111_320;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(long t, String path, String value) {}

  private SignalTrace(long seed) {
    random = new Random(seed);
  }

  /** Returns the lines in the order of time. */
  static List<String> lines(long seed) {
    var trace = new SignalTrace(seed);
    for (int t = 0; t < MILLIS; t += SPEED_EVERY_MILLIS) {
      trace.add(t, "Vehicle.Speed", "%.1f", Script.speed(t / 1000.0));
    }
    for (int t = 0; t < MILLIS; t += OTHERS_EVERY_MILLIS) {
      trace.everySecond(t);
    }
    trace.samples.sort(Comparator.comparingLong(Sample::t));
    return trace.samples.stream().map(SignalTrace::line).toList();
  }

  private void everySecond(int t) {
    var driven = Script.driven(t / 1000.0);
    var perDegree = METRES_PER_DEGREE * Math.cos(Math.toRadians(LATITUDE));
    add(t, "Vehicle.CurrentLocation.Latitude", "%.6f", LATITUDE + 0.3 * driven / METRES_PER_DEGREE);
    add(t, "Vehicle.CurrentLocation.Longitude", "%.6f", LONGITUDE + 0.95 * driven / perDegree);
    add(
        t,
        "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
        "%.2f",
        68.4 - driven / 2000);
    add(t, "Vehicle.Cabin.Seat.Row1.DriverSide.IsOccupied", "%b", true);
    add(t, "Vehicle.Driver.HeartRate", "%d", 70 + random.nextInt(6));
    add(t, "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", "%b", false);
  }

  private void add(int t, String path, String format, Object value) {
    samples.add(new Sample(t, path, String.format(Locale.ROOT, format, value)));
  }

  private static String line(Sample sample) {
    var line = JSON.createObjectNode();
    line.put("t", sample.t());
    line.put("path", sample.path());
    line.put("value", sample.value());
    return line.toString();
  }
}
