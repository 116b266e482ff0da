package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.wire.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JointDetectorTest {
  private static List<Detection> detect(Detector detector) throws DetectionException {
    try (Frame frame = Frames.textured(0, 64, 48)) {
      return detector.detect(frame);
    }
  }

  @Test
  void parts_thatSeeTheSameAndOther_seeEachOnce() throws Exception {
    try (var joint =
        new JointDetector(
            List.of(
                FakeDetector.seeing(FakeDetector.face(10, 10, 20, 20)),
                FakeDetector.seeing(
                    FakeDetector.face(11, 10, 20, 20), FakeDetector.plate(10, 10, 20, 20))))) {
      assertThat(detect(joint))
          .extracting(Detection::kind)
          .containsExactlyInAnyOrder(ObjectClass.FACE, ObjectClass.PLATE);
      assertThat(joint.models()).containsExactly(Digest.ZERO, Digest.ZERO);
    }
  }

  @Test
  void parts_oneThatFails_failTheWhole() {
    var failing =
        new FakeDetector(
            frame -> {
              throw new DetectionException("no answer", null);
            });
    try (var joint = new JointDetector(List.of(FakeDetector.seeing(), failing))) {
      assertThatThrownBy(() -> detect(joint)).isInstanceOf(DetectionException.class);
    }
  }

  @Test
  void parts_oneThatForgotItsAnswer_failTheWhole() {
    var forgetful = FakeDetector.seeing();
    forgetful.setBroken(true);
    try (var joint = new JointDetector(List.of(FakeDetector.seeing(), forgetful))) {
      assertThatThrownBy(joint::verify).isInstanceOf(DetectionException.class);
    }
    assertThat(forgetful.isClosed()).isTrue();
  }

  @Test
  void noParts_areRefused() {
    assertThatThrownBy(() -> new JointDetector(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
