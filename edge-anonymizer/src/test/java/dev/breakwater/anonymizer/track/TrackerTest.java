package dev.breakwater.anonymizer.track;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static dev.breakwater.anonymizer.FakeDetector.plate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrackerTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tracker_anyDetections_keepsEachOfThem(long seed) {
    var random = new Random(seed);
    var tracker = new Tracker(3);
    for (int frame = 0; frame < 50; frame++) {
      List<Detection> detections = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        detections.add(face(random.nextInt(100), random.nextInt(100), 30, 30));
      }
      List<Region> regions = next(tracker, detections);
      assertThat(regions.stream().map(Region::box).toList())
          .containsAll(detections.stream().map(Detection::box).toList());
    }
  }

  @Test
  void tracker_objectUnseen_growsItsRegionAndEnds() {
    var tracker = new Tracker(2);
    Region seen = next(tracker, List.of(face(100, 100, 50, 50))).get(0);
    Region once = next(tracker, List.of()).get(0);
    Region twice = next(tracker, List.of()).get(0);
    assertThat(once.box().width()).isGreaterThan(seen.box().width());
    assertThat(twice.box().width()).isGreaterThan(once.box().width());
    assertThat(twice.seen()).isFalse();
    assertThat(next(tracker, List.of())).isEmpty();
  }

  @Test
  void tracker_objectMovesALittle_isOneRegion() {
    var tracker = new Tracker(2);
    next(tracker, List.of(face(100, 100, 50, 50)));
    assertThat(next(tracker, List.of(face(110, 100, 50, 50)))).hasSize(1);
  }

  @Test
  void tracker_otherClassAtTheSamePlace_isAnotherRegion() {
    var tracker = new Tracker(2);
    next(tracker, List.of(face(100, 100, 50, 50)));
    assertThat(next(tracker, List.of(plate(100, 100, 50, 50)))).hasSize(2);
  }

  @Test
  void tracker_ofNoFrames_keepsDetectionsOnly() {
    var tracker = new Tracker(0);
    next(tracker, List.of(face(100, 100, 50, 50)));
    assertThat(next(tracker, List.of())).isEmpty();
  }

  private static List<Region> next(Tracker tracker, List<Detection> found) {
    tracker.push(0, found);
    return tracker.pop();
  }
}
