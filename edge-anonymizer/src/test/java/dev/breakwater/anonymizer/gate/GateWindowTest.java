package dev.breakwater.anonymizer.gate;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Withheld;
import dev.breakwater.anonymizer.redact.Redaction;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gate's look-ahead, independent check and known answers")
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
      results.forEach(GateWindowTest::close);
    }
  }

  @Test
  void network_answersNonsenseOnce_withholdsAllSinceTheLastGoodAnswer() {
    var detector =
        new FakeDetector(
            frame -> {
              if (frame.info().index() == 4) {
                throw DetectionException.broken("not a number");
              }
              return List.of();
            });
    var profile = Profile.files().withLookAhead(Duration.ofMillis(500));
    try (var gate = new Anonymizer(detector, profile)) {
      List<AnonymizeResult> results = run(gate, 10);
      assertThat(indices(results)).isEqualTo(range(10));
      assertThat(reasons(results.subList(0, 5))).containsOnly(Reason.NOT_VOUCHED).hasSize(5);
      assertThat(reasons(results.subList(5, 10))).isEmpty();
    }
  }

  @Test
  void knownAnswer_wrongAfterAMinute_withholdsFromTheLastGoodOneOn(@TempDir Path folder)
      throws Exception {
    var nanos = new AtomicLong();
    FakeDetector detector = FakeDetector.seeing();
    Path file = folder.resolve("a.mp4");
    try (var watch = Watch.of(detector, null, nanos::get);
        var gate = new Anonymizer(watch, FILES.withLookAhead(Duration.ZERO));
        var writer = new SafeVideoWriter(file, VideoWriter.Container.MP4, 25)) {
      writer.add(((Passed) gate.offer(Frames.textured(0, 64, 48)).get(0)).frame());
      nanos.addAndGet(Watch.BETWEEN_KNOWN_ANSWERS.toNanos());
      detector.setBroken(true);
      assertThat(reasons(gate.offer(Frames.textured(1, 64, 48))))
          .containsExactly(Reason.NOT_VOUCHED);
      assertThat(reasons(gate.offer(Frames.textured(2, 64, 48))))
          .containsExactly(Reason.NOT_VOUCHED);
      assertThatThrownBy(writer::finish).isInstanceOf(UnvouchedException.class);
      detector.setBroken(false);
      gate.offer(Frames.textured(3, 64, 48)).forEach(GateWindowTest::close);
    }
  }

  @Test
  void knownAnswer_wrongWhenTheClipEnds_leavesNoClip(@TempDir Path folder) throws Exception {
    FakeDetector detector = FakeDetector.seeing();
    Path file = folder.resolve("clip.mp4");
    try (var gate = new Anonymizer(detector, FILES);
        var clip = new SafeClipWriter(file, "exterior.front", 25)) {
      for (AnonymizeResult result : run(gate, 5)) {
        clip.add(((Passed) result).frame());
      }
      detector.setBroken(true);
      assertThatThrownBy(clip::finish).isInstanceOf(UnvouchedException.class);
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
  void picture_detectorForgotItsAnswer_isNotWritten(@TempDir Path folder) throws Exception {
    FakeDetector detector = FakeDetector.seeing();
    Path file = folder.resolve("a.png");
    try (var gate = new Anonymizer(detector, FILES)) {
      SafeFrame safe = ((Passed) run(gate, 1).get(0)).frame();
      detector.setBroken(true);
      assertThatThrownBy(() -> SafePictures.write(safe, PictureFormat.PNG, file))
          .isInstanceOf(UnvouchedException.class);
    }
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void rawPixels_detectorForgotItsAnswer_areNotWritten() throws Exception {
    FakeDetector detector = FakeDetector.seeing();
    var out = new ByteArrayOutputStream();
    var video = new RawVideo(RawVideo.Layout.NV12, 160, 96, 25);
    try (var gate = new Anonymizer(detector, FILES)) {
      var writer = new SafeRawWriter(out, video);
      writer.add(((Passed) run(gate, 1).get(0)).frame());
      SafeFrame next = ((Passed) run(gate, 1).get(0)).frame();
      detector.setBroken(true);
      assertThatThrownBy(() -> writer.add(next)).isInstanceOf(UnvouchedException.class);
    }
    assertThat(out.size()).isEqualTo(video.frameBytes());
  }

  @Test
  void camera_detectorIsSlow_dropsFramesUnsearchedAndLateOnes() throws Exception {
    var searches = new AtomicInteger();
    Detector slow =
        new FakeDetector(
            frame -> {
              searches.incrementAndGet();
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
    assertThat(reasons(results)).contains(Reason.OVERLOAD);
    long passed = results.stream().filter(Passed.class::isInstance).count();
    assertThat(passed).isPositive().isLessThanOrEqualTo(searches.get());
    results.forEach(GateWindowTest::close);
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
      fromLeft.forEach(GateWindowTest::close);
      fromRight.forEach(GateWindowTest::close);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<AnonymizeResult> run(Anonymizer gate, int frames) {
    List<AnonymizeResult> results = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      results.addAll(gate.offer(Frames.textured(i, 160, 96)));
    }
    results.addAll(gate.finish());
    return results;
  }

  private static List<Long> indices(List<AnonymizeResult> results) {
    return results.stream().map(result -> result.info().index()).toList();
  }

  private static List<Reason> reasons(List<AnonymizeResult> results) {
    return results.stream()
        .filter(Withheld.class::isInstance)
        .map(result -> ((Withheld) result).reason())
        .toList();
  }

  private static List<Long> range(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static void close(AnonymizeResult result) {
    if (result instanceof Passed passed) {
      passed.frame().close();
    }
  }
}
