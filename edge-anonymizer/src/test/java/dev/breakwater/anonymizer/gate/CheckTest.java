package dev.breakwater.anonymizer.gate;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Withheld;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.wire.GateAttestation.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The gate's check of covered frames")
final class CheckTest {
  private static final Profile EVERY = Profile.files().withCheckEvery(1);
  private static final Profile EVERY_FIFTH = Profile.files().withCheckEvery(5);
  private static final int SIZE = 20;
  private static final int BLACK = 16;

  @Test
  void check_findsWhatTheDetectorMissed_coversIt() {
    Detector check = FakeDetector.ofAnotherModel(frame -> lookFor(frame, at -> 100));
    SafeFrame safe = passed(run(FakeDetector.seeing(face(20, 20, 16, 16)), check, EVERY, 1)).get(0);
    assertThat(isCovered(safe, 100)).isTrue();
    assertThat(safe.check()).isEqualTo(Check.PASSED);
    assertThat(safe.models()).hasSize(2);
    safe.close();
  }

  @Test
  void check_findsWhatIsCovered_addsNothing() {
    Detector check = FakeDetector.seeing(face(20, 20, 16, 16));
    SafeFrame safe = passed(run(FakeDetector.seeing(face(20, 20, 16, 16)), check, EVERY, 1)).get(0);
    assertThat(safe.masks()).hasSize(1);
    safe.close();
  }

  @Test
  void check_ofTheDetectorsOwnModel_saysSo() {
    try (var watch = Watch.of(FakeDetector.seeing(), FakeDetector.seeing());
        var gate = new Anonymizer(watch, EVERY)) {
      assertThat(gate.check()).isEqualTo(Check.SAME_MODEL);
      assertThat(new Anonymizer(watch, EVERY.withCheckEvery(0)).check()).isEqualTo(Check.NONE);
      gate.offer(Frames.textured(0, 64, 48));
      SafeFrame safe = passed(gate.finish()).get(0);
      assertThat(safe.check()).isEqualTo(Check.SAME_MODEL);
      safe.close();
    }
  }

  @Test
  void check_everyFifthFrame_saysWhichOnes() {
    Detector check = FakeDetector.ofAnotherModel(frame -> List.of());
    for (SafeFrame safe : passed(run(FakeDetector.seeing(), check, EVERY_FIFTH, 11))) {
      assertThat(safe.check())
          .isEqualTo(safe.info().index() % 5 == 0 ? Check.PASSED : Check.NOT_DUE);
      safe.close();
    }
  }

  @ParameterizedTest(name = "{0} finds")
  @CsvSource({"0,1", "1,2", "2,3"})
  void check_findsNoMoreAfterTwoRounds_letsTheFramePass(int finds, int looks) {
    var asked = new AtomicInteger();
    Detector check = FakeDetector.ofAnotherModel(frame -> findElsewhere(asked, finds));
    List<SafeFrame> passed = passed(run(FakeDetector.seeing(), check, EVERY, 1));
    assertThat(asked).hasValue(looks);
    assertThat(passed.get(0).masks()).hasSize(finds);
    passed.forEach(SafeFrame::close);
  }

  @Test
  void check_stillFindsAfterTwoRounds_withholdsTheFrameAndMasksTheNext() {
    var asked = new AtomicInteger();
    Detector check = FakeDetector.ofAnotherModel(frame -> findElsewhere(asked, 3));
    List<AnonymizeResult> results = run(FakeDetector.seeing(), check, EVERY_FIFTH, 3);
    assertThat(asked).hasValue(3);
    assertThat(((Withheld) results.get(0)).reason()).isEqualTo(Reason.UNCOVERED);
    List<SafeFrame> passed = passed(results);
    assertThat(passed).hasSize(2).allMatch(safe -> safe.masks().size() == 3);
    passed.forEach(SafeFrame::close);
  }

  @Test
  void check_throws_withholdsTheFrame() {
    var check =
        new FakeDetector(
            frame -> {
              throw new IllegalStateException("no check");
            });
    assertThat(run(FakeDetector.seeing(), check, EVERY, 3))
        .hasSize(3)
        .allMatch(result -> ((Withheld) result).reason() == Reason.DETECTOR_FAILED);
  }

  @ParameterizedTest(name = "every {0}th frame, look-ahead {1} ms, {2} pixels a frame")
  @CsvSource({"1,0,0", "1,100,2", "5,0,0", "5,100,0", "5,100,1", "5,0,-1", "10,100,0.5"})
  void object_seenByTheCheckAlone_isMaskedInEveryFrame(int every, int lookAhead, double speed) {
    IntToDoubleFunction way = frame -> 60 + speed * frame;
    Detector check = FakeDetector.ofAnotherModel(frame -> lookFor(frame, way));
    Profile profile = EVERY.withCheckEvery(every).withLookAhead(Duration.ofMillis(lookAhead));
    List<SafeFrame> passed = passed(run(FakeDetector.seeing(), check, profile, 50));
    assertThat(passed).hasSize(50);
    for (SafeFrame safe : passed) {
      int index = (int) safe.info().index();
      assertThat(isCovered(safe, way.applyAsDouble(index))).as("frame %d", index).isTrue();
      safe.close();
    }
  }

  @Test
  void object_seenByTheCheckAlone_isUnmaskedWhenTheCheckSeesItNoMore() {
    Detector check =
        FakeDetector.ofAnotherModel(
            frame -> frame.info().index() == 0 ? lookFor(frame, at -> 60) : List.of());
    List<SafeFrame> passed = passed(run(FakeDetector.seeing(), check, EVERY_FIFTH, 20));
    assertThat(passed.get(0).masks()).isNotEmpty();
    assertThat(passed.get(19).masks()).isEmpty();
    passed.forEach(SafeFrame::close);
  }

  @ParameterizedTest(name = "search takes {0} ms, a check {1} ms, the next frame {2} ms")
  @CsvSource({"6,0,0", "0,6,0", "0,0,6", "3,0,3"})
  void masks_dependOnTheFramesAndNotOnWhoIsFaster(int search, int check, int pause) {
    assertThat(masks(search, check, pause)).isEqualTo(masks(0, 0, 0)).hasSize(30);
  }

  /** Covers a face seen in some frames, and one that the check alone sees, in some. */
  private static List<List<Mask>> masks(int searchMillis, int checkMillis, int pauseMillis) {
    Detector primary =
        new FakeDetector(
            frame -> {
              pause(searchMillis);
              int index = (int) frame.info().index();
              return index % 4 == 1 ? List.of() : List.of(face(20 + index, 10, SIZE, SIZE));
            });
    Detector check =
        FakeDetector.ofAnotherModel(
            frame -> {
              pause(checkMillis);
              return frame.info().index() % 3 == 0 ? lookFor(frame, at -> 60 + at) : List.of();
            });
    List<SafeFrame> passed = passed(run(primary, check, EVERY, 30, pauseMillis));
    passed.forEach(SafeFrame::close);
    return passed.stream().map(SafeFrame::masks).toList();
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sees a face on its way unless it is black in the midst, as a network would. */
  private static List<Detection> lookFor(Frame frame, IntToDoubleFunction way) {
    double left = way.applyAsDouble((int) frame.info().index());
    boolean black = Frames.luma(frame, (int) left + SIZE / 2, 40 + SIZE / 2) == BLACK;
    return black ? List.of() : List.of(face(left, 40, SIZE, SIZE));
  }

  private static boolean isCovered(SafeFrame safe, double left) {
    return Frames.luma(safe.frame(), (int) left + SIZE / 2, 40 + SIZE / 2) == BLACK;
  }

  private static List<Detection> findElsewhere(AtomicInteger asked, int finds) {
    int look = asked.getAndIncrement();
    return look < finds ? List.of(face(10 + 40 * look, 10, SIZE, SIZE)) : List.of();
  }

  private static List<AnonymizeResult> run(
      Detector primary, Detector check, Profile profile, int frames) {
    return run(primary, check, profile, frames, 0);
  }

  private static List<AnonymizeResult> run(
      Detector primary, Detector check, Profile profile, int frames, int pauseMillis) {
    List<AnonymizeResult> results = new ArrayList<>();
    try (var watch = Watch.of(primary, check);
        var gate = new Anonymizer(watch, profile)) {
      for (int i = 0; i < frames; i++) {
        results.addAll(gate.offer(Frames.textured(i, 160, 96)));
        pause(pauseMillis);
      }
      results.addAll(gate.finish());
    }
    return results;
  }

  private static List<SafeFrame> passed(List<AnonymizeResult> results) {
    return results.stream()
        .filter(Passed.class::isInstance)
        .map(result -> ((Passed) result).frame())
        .toList();
  }
}
