package dev.breakwater.anonymizer.gate;

import static dev.breakwater.anonymizer.gate.Results.indices;
import static dev.breakwater.anonymizer.gate.Results.range;
import static dev.breakwater.anonymizer.gate.Results.reasons;
import static dev.breakwater.anonymizer.gate.Results.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.frame.CodedFrames;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Withheld;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What was searched while a detector cannot be trusted does not leave")
final class KnownAnswersTest {
  private static final Profile FILES = Profile.files().withCheckEvery(1);

  @Test
  void video_withADamagedFrame_isWithheldFromThereToTheNextKeyFrame(@TempDir Path folder)
      throws Exception {
    Path file = video(folder.resolve("a.mp4"), 60);
    CodedFrames.Range hit = CodedFrames.of(file).get(20);
    byte[] content = Files.readAllBytes(file);
    // The slice's header stays: FFmpeg decodes the frame, conceals the rest and flags it.
    for (int i = 40; i < hit.length(); i++) {
      content[(int) hit.offset() + i] ^= (byte) (7 * i + 1);
    }
    Files.write(file, content);
    List<AnonymizeResult> results = new ArrayList<>();
    try (var gate = new Anonymizer(FakeDetector.seeing(), FILES);
        var source = FrameSource.open(file, 0)) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        results.addAll(gate.offer(next.get()));
      }
      results.addAll(gate.finish());
    }
    assertThat(indices(results)).isEqualTo(range(60));
    List<AnonymizeResult> withheld = results.stream().filter(Withheld.class::isInstance).toList();
    assertThat(reasons(withheld)).containsOnly(Reason.DAMAGED);
    assertThat(indices(withheld)).isEqualTo(LongStream.range(20, 50).boxed().toList());
    results.forEach(Results::close);
  }

  private static Path video(Path file, int frames) throws Exception {
    try (Frame first = Frames.textured(0, 160, 96);
        var writer = VideoWriter.create(file, VideoWriter.Container.MP4, first, 25)) {
      for (int i = 0; i < frames; i++) {
        try (Frame frame = Frames.textured(i, 160, 96)) {
          writer.write(frame);
        }
      }
      writer.finish();
    }
    return file;
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
      gate.offer(Frames.textured(3, 64, 48)).forEach(Results::close);
    }
  }

  @Test
  void knownAnswer_wrongAtTheStart_withholdsTheFirstFrame() {
    FakeDetector detector = FakeDetector.seeing();
    detector.setBroken(true);
    try (var gate = new Anonymizer(detector, FILES)) {
      assertThat(reasons(run(gate, 1))).containsExactly(Reason.NOT_VOUCHED);
    }
  }

  @Test
  void knownAnswer_checkForgotIts_withholdsTheFrame() {
    FakeDetector check = FakeDetector.seeing();
    check.setBroken(true);
    try (var watch = Watch.of(FakeDetector.seeing(), check);
        var gate = new Anonymizer(watch, FILES)) {
      assertThat(reasons(run(gate, 1))).containsExactly(Reason.NOT_VOUCHED);
    }
  }

  @Test
  void knownAnswer_duringAMinute_isAskedForOnce() {
    var nanos = new AtomicLong();
    FakeDetector detector = FakeDetector.seeing();
    try (var watch = Watch.of(detector, null, nanos::get);
        var gate = new Anonymizer(watch, FILES.withLookAhead(Duration.ZERO))) {
      for (int second = 0; second <= 180; second++) {
        nanos.set(Duration.ofSeconds(second).toNanos());
        gate.offer(Frames.textured(second, 64, 48)).forEach(Results::close);
      }
    }
    // At the start, and after one, two and three minutes.
    assertThat(detector.verifications()).isEqualTo(4);
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
}
