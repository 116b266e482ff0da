package dev.breakwater.anonymizer.gate;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static dev.breakwater.anonymizer.FakeDetector.plate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Withheld;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("GB/T 44464-2024 5.6.2: what is not surely anonymized does not leave")
final class AnonymizerTest {
  private static final Profile PROFILE = profile(Duration.ofSeconds(20));
  private static final Profile PATIENT_AT_CLOSE = profile(Duration.ofSeconds(2));
  private static final Profile IMPATIENT = profile(Duration.ofMillis(100));

  @Test
  void gate_objectsFound_passesTheFrameWithTheirMasks() {
    try (var gate = new Anonymizer(FakeDetector.seeing(face(20, 20, 10, 10)), PROFILE);
        SafeFrame safe = passed(gate, 3)) {
      assertThat(safe.masks()).containsExactly(Mask.rectangle(ObjectClass.FACE, 18, 18, 32, 32));
      assertThat(safe.info().index()).isEqualTo(3);
      assertThat(Frames.luma(safe.frame(), 25, 25)).isEqualTo(16);
      assertThat(Frames.luma(safe.frame(), 17, 25)).isGreaterThanOrEqualTo(Frames.DARKEST);
      assertThat(safe.models()).containsExactly(Digest.ZERO);
      assertThat(safe.check()).isEqualTo(GateAttestation.Check.NONE);
    }
  }

  @Test
  void gate_nothingFound_passesTheFrameUnmasked() {
    try (var gate = new Anonymizer(FakeDetector.seeing(), PROFILE);
        SafeFrame safe = passed(gate, 0)) {
      assertThat(safe.masks()).isEmpty();
    }
  }

  @Test
  void gate_detectorThrows_withholdsTheFrame() {
    assertWithheld(
        frame -> {
          throw new DetectionException("no answer", null);
        },
        Reason.DETECTOR_FAILED);
  }

  @Test
  void gate_detectorBreaks_withholdsTheFrame() {
    assertWithheld(
        frame -> {
          throw new StackOverflowError();
        },
        Reason.DETECTOR_FAILED);
  }

  @Test
  void gate_detectionIsNotANumber_withholdsTheFrame() {
    assertWithheld(
        frame -> List.of(new Detection(ObjectClass.FACE, new Box(Double.NaN, 0, 1, 1), 1)),
        Reason.DETECTOR_FAILED);
  }

  @Test
  void gate_detectionIsMissing_withholdsTheFrame() {
    assertWithheld(frame -> Collections.singletonList(null), Reason.DETECTOR_FAILED);
  }

  @Test
  void gate_damagedFrame_isWithheldUnsearched() {
    Detector detector =
        new FakeDetector(
            frame -> {
              throw new AssertionError("searched a frame without pixels");
            });
    try (var gate = new Anonymizer(detector, PROFILE)) {
      var info = new FrameInfo(7, 1000, 0);
      assertThat(gate.offer(Frame.damaged(info)))
          .containsExactly(new Withheld(info, Reason.DAMAGED));
    }
  }

  @Test
  void gate_detectorHangs_withholdsThisFrameAndTheNextAtOnce() {
    var latch = new CountDownLatch(1);
    FakeDetector detector = FakeDetector.hangingOn(latch);
    try (var gate = new Anonymizer(detector, IMPATIENT)) {
      assertThat(withheld(gate, 0).reason()).isEqualTo(Reason.DEADLINE);
      assertThat(withheld(gate, 1).reason()).isEqualTo(Reason.DEADLINE);
      assertThat(withheld(gate, 1).reason()).isEqualTo(Reason.DEADLINE);
      latch.countDown();
    }
  }

  @Test
  void gate_lateDetectorIsDone_givesTheFrameBack() {
    var latch = new CountDownLatch(1);
    var searched = new LinkedBlockingQueue<Frame>();
    FakeDetector hanging = FakeDetector.hangingOn(latch);
    var detector =
        new FakeDetector(
            frame -> {
              searched.add(frame);
              return hanging.detect(frame);
            });
    try (var gate = new Anonymizer(detector, PATIENT_AT_CLOSE)) {
      assertThat(withheld(gate, 0).reason()).isEqualTo(Reason.DEADLINE);
      assertThat(searched.element().plane(0)).isNotNull();
      latch.countDown();
    }
    assertThatThrownBy(() -> searched.element().plane(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void gate_detectorHangsForever_closesWithoutFreeingWhatItUses() {
    var latch = new CountDownLatch(1);
    FakeDetector detector = FakeDetector.hangingOn(latch);
    try (var gate = new Anonymizer(detector, IMPATIENT)) {
      assertThat(withheld(gate, 0).reason()).isEqualTo(Reason.DEADLINE);
    }
    assertThat(detector.isClosed()).isFalse();
    latch.countDown();
  }

  @Test
  void gate_closed_closesItsDetector() {
    FakeDetector detector = FakeDetector.seeing();
    new Anonymizer(detector, PROFILE).close();
    assertThat(detector.isClosed()).isTrue();
  }

  @Test
  void gate_offeredFrame_isOutOfTheCallersHands() {
    Frame frame = Frames.textured(0, 64, 48);
    try (var gate = new Anonymizer(FakeDetector.seeing(), PROFILE)) {
      gate.offer(frame).forEach(AnonymizerTest::close);
      assertThatThrownBy(() -> frame.plane(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> gate.offer(frame)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void gate_objectLostForSomeFrames_staysMaskedThenIsFree() {
    var detector =
        new FakeDetector(
            frame -> frame.info().index() == 0 ? List.of(plate(20, 20, 20, 10)) : List.of());
    try (var gate = new Anonymizer(detector, PROFILE)) {
      assertThat(masks(gate, 0)).isEqualTo(1);
      assertThat(masks(gate, 1)).isEqualTo(1);
      assertThat(masks(gate, 2)).isEqualTo(1);
      assertThat(masks(gate, 3)).isZero();
    }
  }

  @Test
  void gate_newSequence_forgetsWhatItHeld() {
    var detector =
        new FakeDetector(
            frame -> frame.info().index() == 0 ? List.of(plate(20, 20, 20, 10)) : List.of());
    try (var gate = new Anonymizer(detector, PROFILE)) {
      assertThat(masks(gate, 0)).isEqualTo(1);
      assertThat(gate.finish()).isEmpty();
      assertThat(masks(gate, 1)).isZero();
    }
  }

  private static Profile profile(Duration deadline) {
    return new Profile(
        "test",
        Profile.Pace.PATIENT,
        Duration.ZERO,
        deadline,
        Duration.ofMillis(80),
        Redaction.SOLID,
        0);
  }

  private static void assertWithheld(FakeDetector.Answer answer, Reason reason) {
    try (var gate = new Anonymizer(new FakeDetector(answer), PROFILE)) {
      Withheld withheld = withheld(gate, 4);
      assertThat(withheld.reason()).isEqualTo(reason);
      assertThat(withheld.info().index()).isEqualTo(4);
    }
  }

  private static Withheld withheld(Anonymizer gate, int index) {
    return (Withheld) gate.offer(Frames.textured(index, 64, 48)).get(0);
  }

  private static SafeFrame passed(Anonymizer gate, int index) {
    return ((Passed) gate.offer(Frames.textured(index, 64, 48)).get(0)).frame();
  }

  private static int masks(Anonymizer gate, int index) {
    try (SafeFrame safe = passed(gate, index)) {
      return safe.masks().size();
    }
  }

  private static void close(AnonymizeResult result) {
    if (result instanceof Passed passed) {
      passed.frame().close();
    }
  }
}
