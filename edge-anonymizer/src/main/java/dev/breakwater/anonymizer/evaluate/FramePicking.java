package dev.breakwater.anonymizer.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes at most one frame of a video in two seconds: GB/T 44464-2024 B.5. */
final class FramePicking {
  static final double LEAST_SECONDS_BETWEEN = 2;

  /** Time stamps are rounded. */
  private static final double ROUNDING_SECONDS = 0.001;

  private FramePicking() {}

  /** Returns all pictures and, of each video, the earliest frames that are far enough apart. */
  static List<Judged> pick(List<Judged> pictures) {
    Map<String, List<Judged>> files = new LinkedHashMap<>();
    for (Judged each : pictures) {
      files.computeIfAbsent(each.picture().file(), file -> new ArrayList<>()).add(each);
    }
    List<Judged> picked = new ArrayList<>();
    files.values().forEach(frames -> picked.addAll(ofFile(frames)));
    return picked;
  }

  private static List<Judged> ofFile(List<Judged> frames) {
    frames.sort(Comparator.comparingLong(each -> each.picture().frame()));
    List<Judged> picked = new ArrayList<>();
    double last = 0;
    for (Judged next : frames) {
      // A frame of which nobody knows when it was taken may be too close to another.
      Double seconds = next.picture().seconds();
      if (picked.isEmpty()) {
        picked.add(next);
        last = seconds == null ? Double.POSITIVE_INFINITY : seconds;
      } else if (seconds != null && seconds - last >= LEAST_SECONDS_BETWEEN - ROUNDING_SECONDS) {
        picked.add(next);
        last = seconds;
      }
    }
    return picked;
  }
}
