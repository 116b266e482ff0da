package dev.breakwater.anonymizer.gate;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static dev.breakwater.anonymizer.gate.Results.indices;
import static dev.breakwater.anonymizer.gate.Results.range;
import static dev.breakwater.anonymizer.gate.Results.reasons;
import static dev.breakwater.anonymizer.gate.Results.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Withheld;
import dev.breakwater.anonymizer.redact.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gate's look-ahead, cameras and clips")
final class GateWindowTest {
  private static final Profile FILES = Profile.files().withCheckEvery(1);

  @ParameterizedTest(name = "look-ahead {0} ms")
  @ValueSource(ints = {0, 1, 40, 100, 500})
  void window_anyLookAhead_givesEveryFrameOnceInOrder(int millis) {
    try (var gate =
        new Anonymizer(
            FakeDetector.seeing(face(10, 10, 20, 20)),
            FILES.withLookAhead(Duration.ofMillis(millis)))) {
      assertThat(indices(run(gate, 30))).isEqualTo(range(30));
    }
  }

  @Test
  void window_ofHundredMillis_waitsForTheFramesWithinIt() {
    try (var gate = new Anonymizer(FakeDetector.seeing(), FILES)) {
      // 40 ms between frames: frame 0 needs frame 3, which is 120 ms later.
      for (int i = 0; i < 3; i++) {
        assertThat(gate.offer(Frames.textured(i, 64, 48))).isEmpty();
      }
      assertThat(indices(gate.finish())).isEqualTo(range(3));
    }
  }

  @Test
  void window_damagedFrameAmongOthers_isWithheldInItsPlace() {
    try (var gate = new Anonymizer(FakeDetector.seeing(), FILES)) {
      List<AnonymizeResult> results = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        var info = new FrameInfo(i, 0, i * 40_000L);
        results.addAll(gate.offer(i == 4 ? Frame.damaged(info) : Frames.textured(i, 64, 48)));
      }
      results.addAll(gate.finish());
      assertThat(indices(results)).isEqualTo(range(9));
      assertThat(results.get(4)).isInstanceOf(Withheld.class);
      results.forEach(Results::close);
    }
  }

  @ParameterizedTest
  @EnumSource(Redaction.class)
  void clip_ofAnyRedaction_takesOnlyWhatMayLeaveACar(Redaction redaction, @TempDir Path folder)
      throws Exception {
    try (var gate =
            new Anonymizer(
                FakeDetector.seeing(face(10, 10, 20, 20)), FILES.withRedaction(redaction));
        var clip = new SafeClipWriter(folder.resolve("clip.mp4"), "exterior.front", 25)) {
      SafeFrame safe = ((Passed) run(gate, 1).get(0)).frame();
      if (redaction.leavesCar()) {
        clip.add(safe);
        assertThat(clip.finish().manifest().frames().get(0).profile())
            .startsWith(redaction.name().toLowerCase(Locale.ROOT));
      } else {
        assertThatThrownBy(() -> clip.add(safe)).isInstanceOf(IllegalArgumentException.class);
        safe.close();
      }
    }
  }

  @Test
  void camera_detectorIsSlow_dropsFramesUnsearchedAndLateOnes() throws Exception {
    Set<Long> searched = ConcurrentHashMap.newKeySet();
    Detector slow =
        new FakeDetector(
            frame -> {
              searched.add(frame.info().index());
              pause(60);
              return List.of();
            });
    List<AnonymizeResult> results = new ArrayList<>();
    try (var gate = new Anonymizer(slow, Profile.camera())) {
      for (int i = 0; i < 40; i++) {
        results.addAll(gate.offer(Frames.textured(i, 64, 48)));
        pause(20);
      }
      results.addAll(gate.finish());
    }
    assertThat(indices(results)).isEqualTo(range(40));
    List<AnonymizeResult> passed = results.stream().filter(Passed.class::isInstance).toList();
    assertThat(passed).isNotEmpty();
    assertThat(searched).containsAll(indices(passed));
    List<AnonymizeResult> dropped = results.stream().filter(GateWindowTest::isOverload).toList();
    assertThat(dropped).isNotEmpty();
    assertThat(searched).doesNotContainAnyElementsOf(indices(dropped));
    results.forEach(Results::close);
  }

  @Test
  void camera_frameHasWaitedOnItsWay_isLateFromWhenItWasTaken() {
    try (var gate = new Anonymizer(FakeDetector.seeing(), Profile.camera())) {
      long longAgo = System.nanoTime() - Profile.camera().deadline().toNanos();
      List<AnonymizeResult> results = new ArrayList<>();
      results.addAll(gate.offer(Frames.textured(0, 64, 48), longAgo));
      results.addAll(gate.finish());
      assertThat(reasons(results)).containsExactly(Reason.DEADLINE);
    }
  }

  @Test
  void camera_detectorHangs_withholdsInTime() {
    var latch = new CountDownLatch(1);
    try (var gate = new Anonymizer(FakeDetector.hangingOn(latch), Profile.camera())) {
      long start = System.nanoTime();
      List<AnonymizeResult> results = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        results.addAll(gate.offer(Frames.textured(i, 64, 48)));
      }
      results.addAll(gate.finish());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(reasons(results)).containsOnly(Reason.DEADLINE).hasSize(3);
      latch.countDown();
    }
  }

  @ParameterizedTest(name = "{0} ms a search, {1} cameras")
  @CsvSource({"1,1,true", "1,2,true", "45,1,false", "26,2,false", "120,1,false"})
  void cameras_rehearsed_areRefusedIfTheDetectorIsTooSlow(int millis, int cameras, boolean fits) {
    var detector =
        new FakeDetector(
            frame -> {
              pause(millis);
              return List.of();
            });
    try (var watch = Watch.of(detector)) {
      var formats = Collections.nCopies(cameras, new CameraFormat(64, 48, 25));
      if (fits) {
        assertThatCode(() -> watch.require(formats, Profile.camera())).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> watch.require(formats, Profile.camera()))
            .isInstanceOf(TooSlowException.class);
      }
    }
  }

  @Test
  void detector_answersNothingAtAll_isWithheld() {
    @SuppressWarnings("NullAway") // what a careless detector might do
    FakeDetector detector = new FakeDetector(frame -> null);
    try (var gate = new Anonymizer(detector, FILES)) {
      assertThat(reasons(run(gate, 2))).containsOnly(Reason.DETECTOR_FAILED).hasSize(2);
    }
  }

  @Test
  void cameras_shareADetector_eachGetsItsFrames() {
    try (var watch = Watch.of(FakeDetector.seeing(face(10, 10, 20, 20)));
        var left = new Anonymizer(watch, FILES);
        var right = new Anonymizer(watch, FILES)) {
      List<AnonymizeResult> fromLeft = new ArrayList<>();
      List<AnonymizeResult> fromRight = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        fromLeft.addAll(left.offer(Frames.textured(i, 64, 48)));
        fromRight.addAll(right.offer(Frames.textured(i, 80, 60)));
      }
      fromLeft.addAll(left.finish());
      fromRight.addAll(right.finish());
      assertThat(indices(fromLeft)).isEqualTo(range(10));
      assertThat(indices(fromRight)).isEqualTo(range(10));
      assertThat(((Passed) fromRight.get(0)).frame().widthPx()).isEqualTo(80);
      fromLeft.forEach(Results::close);
      fromRight.forEach(Results::close);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOverload(AnonymizeResult result) {
    return result instanceof Withheld withheld && withheld.reason() == Reason.OVERLOAD;
  }
}
