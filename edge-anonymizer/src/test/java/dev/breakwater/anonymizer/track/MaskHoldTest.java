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

final class MaskHoldTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void hold_anyDetections_keepsEachOfThem(long seed) {
    var random = new Random(seed);
    var hold = new MaskHold(3);
    for (int frame = 0; frame < 50; frame++) {
      List<Detection> detections = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        detections.add(face(random.nextInt(100), random.nextInt(100), 30, 30));
      }
      List<Region> regions = hold.next(detections);
      assertThat(regions.stream().map(Region::box).toList())
          .containsAll(detections.stream().map(Detection::box).toList());
    }
  }

  @Test
  void hold_objectUnseen_growsItsRegionAndEnds() {
    var hold = new MaskHold(2);
    Region seen = hold.next(List.of(face(100, 100, 50, 50))).get(0);
    Region once = hold.next(List.of()).get(0);
    Region twice = hold.next(List.of()).get(0);
    assertThat(once.box().width()).isGreaterThan(seen.box().width());
    assertThat(twice.box().width()).isGreaterThan(once.box().width());
    assertThat(twice.framesSinceSeen()).isEqualTo(2);
    assertThat(hold.next(List.of())).isEmpty();
  }

  @Test
  void hold_objectMovesALittle_isOneRegion() {
    var hold = new MaskHold(2);
    hold.next(List.of(face(100, 100, 50, 50)));
    assertThat(hold.next(List.of(face(110, 100, 50, 50)))).hasSize(1);
  }

  @Test
  void hold_otherClassAtTheSamePlace_isAnotherRegion() {
    var hold = new MaskHold(2);
    hold.next(List.of(face(100, 100, 50, 50)));
    assertThat(hold.next(List.of(plate(100, 100, 50, 50)))).hasSize(2);
  }

  @Test
  void hold_ofNoFrames_keepsDetectionsOnly() {
    var hold = new MaskHold(0);
    hold.next(List.of(face(100, 100, 50, 50)));
    assertThat(hold.next(List.of())).isEmpty();
  }
}
