package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.SharedVision.Area;
import dev.breakwater.anonymizer.SharedVision.Label;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Counts what a detector finds in labelled pictures, by the rule of the model cards. */
final class LabelledPictures {
  /** Boxes grown by a tenth on each side cover at least half of the object. */
  private static final double GROWTH = 1.2;

  private static final double LEAST_COVERAGE = 0.5;

  private LabelledPictures() {}

  /** GB/T 44464-2024 B.5: how many objects of the size that counts are found. */
  record Count(int found, int objects, int detections) {
    double rate() {
      return (double) found / objects;
    }
  }

  static Count count(Detector detector, String folder, String type, double leastSide)
      throws Exception {
    Path pictures = SharedVision.find("dev/" + folder);
    int objects = 0;
    int found = 0;
    int all = 0;
    for (Label label : SharedVision.labels(pictures)) {
      List<Detection> detections = detect(detector, pictures.resolve(label.file()));
      all += detections.size();
      for (Area area : inScope(label, type, leastSide).toList()) {
        objects++;
        found += coverage(area, detections) >= LEAST_COVERAGE ? 1 : 0;
      }
    }
    return new Count(found, objects, all);
  }

  static List<Detection> detect(Detector detector, Path picture) throws Exception {
    try (var source = FrameSource.open(picture, 0);
        Frame frame = source.next().orElseThrow()) {
      return detector.detect(frame);
    }
  }

  private static Stream<Area> inScope(Label label, String type, double leastSide) {
    return label.boxes().stream()
        .filter(area -> area.type().equals(type) && !area.ignore())
        .filter(area -> Math.min(area.w(), area.h()) >= leastSide);
  }

  private static double coverage(Area area, List<Detection> detections) {
    int covered = 0;
    int all = 0;
    for (double y = area.y() + 0.5; y < area.y() + area.h(); y++) {
      for (double x = area.x() + 0.5; x < area.x() + area.w(); x++) {
        all++;
        covered += isCovered(x, y, area.type(), detections) ? 1 : 0;
      }
    }
    return (double) covered / all;
  }

  private static boolean isCovered(double x, double y, String type, List<Detection> detections) {
    return detections.stream()
        .filter(detection -> detection.kind().name().equalsIgnoreCase(type))
        .map(detection -> detection.box().scaled(GROWTH, GROWTH))
        .anyMatch(box -> x >= box.left() && x < box.right() && y >= box.top() && y < box.bottom());
  }
}
