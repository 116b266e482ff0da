package dev.breakwater.anonymizer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.EnumSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PrimaryClassesTest {
  @Test
  @DisplayName("GB/T 44464-2024 5.6.2.2: faces and plates, both")
  void gate_primaryForOneClass_isRefused() {
    var faces = FakeDetector.seeing();
    faces.setClasses(EnumSet.of(ObjectClass.FACE));
    assertThatThrownBy(() -> Watch.of(faces))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the primary detector searches only for [FACE]");
  }

  @Test
  void gate_checkForOneClass_isAccepted() {
    var faces = FakeDetector.seeing();
    faces.setClasses(EnumSet.of(ObjectClass.FACE));
    try (Watch watch = Watch.of(FakeDetector.seeing(), faces)) {
      assertThat(watch.hasCheck()).isTrue();
    }
  }
}
