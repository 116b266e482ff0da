package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The model that is shipped, on every sixth frame: the demo shows something only if it finds what
 * was planted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DriveDetectionTest {
  private static final double GROWTH = 1.2;
  private static final int PROBES = 40;

  private final List<Boolean> faces = new ArrayList<>();
  private final List<Boolean> plates = new ArrayList<>();
  private int detections;
  private int unfounded;

  @BeforeAll
  void detect() throws Exception {
    var drive = new SyntheticDrive(DriveWriter.SEED);
    try (var detector = NetworkDetector.open(ModelDescriptor.shipped())) {
      for (int i = 0; i < drive.frameCount(); i += 6) {
        var drawn = drive.frame(i);
        try (var frame = drawn.toFrame(0)) {
          count(drawn.truth().objects(), detector.detect(frame));
        }
      }
    }
  }

  @Test
  @DisplayName("GB/T 44464 5.6.2.2: at least 0.90 of the faces in scope")
  void detect_facesInScope_areFound() {
    assertThat(share(faces)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  @DisplayName("GB/T 44464 5.6.2.2: at least 0.90 of the plates in scope")
  void detect_platesInScope_areFound() {
    assertThat(share(plates)).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  @DisplayName("GB/T 44464 5.6.2.2: at most 0.10 of the detections have no object")
  void detect_detectionsWithoutObject_areFew() {
    assertThat((double) unfounded / detections).isLessThanOrEqualTo(0.02);
  }

  private void count(List<PlantedObject> planted, List<Detection> found) {
    for (var object : planted) {
      if (object.isInScope()) {
        (object.kind() == ObjectClass.FACE ? faces : plates).add(coverage(object, found) >= 0.5);
      }
    }
    detections += found.size();
    for (var detection : found) {
      if (planted.stream().noneMatch(object -> meets(detection.box(), object))) {
        unfounded++;
      }
    }
  }

  private static double share(List<Boolean> outcomes) {
    assertThat(outcomes).hasSizeGreaterThan(20);
    return (double) outcomes.stream().filter(found -> found).count() / outcomes.size();
  }

  private static double coverage(PlantedObject object, List<Detection> found) {
    int covered = 0;
    for (int i = 0; i < PROBES * PROBES; i++) {
      int row = i / PROBES;
      var x = object.x() + (i % PROBES + 0.5) * object.w() / PROBES;
      var y = object.y() + (row + 0.5) * object.h() / PROBES;
      if (found.stream().anyMatch(d -> contains(d.box().scaled(GROWTH, GROWTH), x, y))) {
        covered++;
      }
    }
    return (double) covered / (PROBES * PROBES);
  }

  private static boolean contains(Box box, double x, double y) {
    return x >= box.left() && x <= box.right() && y >= box.top() && y <= box.bottom();
  }

  private static boolean meets(Box box, PlantedObject object) {
    return box.overlap(new Box(object.x(), object.y(), object.w(), object.h())) > 0.1;
  }
}
