package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.detect.LabelledPictures.Count;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkDetectorTest {
  private static final ModelDescriptor MODEL = ModelDescriptor.shipped();

  @ParameterizedTest(name = "{0}, {1}: at least {4} of the {2}s")
  @CsvSource({
    ModelDescriptor.SHIPPED + ", faces, face, 32, 0.94",
    ModelDescriptor.SHIPPED + ", plates_cn, plate, 16, 0.94",
    ModelDescriptor.SHIPPED + ", plates_world, plate, 16, 0.89",
    ModelDescriptor.SHIPPED_INT8 + ", faces, face, 32, 0.94",
    ModelDescriptor.SHIPPED_INT8 + ", plates_cn, plate, 16, 0.94",
    ModelDescriptor.SHIPPED_INT8 + ", plates_world, plate, 16, 0.89"
  })
  @DisplayName("GB/T 44464-2024 B.5: detection rate on labelled pictures")
  void detector_labelledPictures_coversWhatTheModelCardSays(
      String model, String folder, String type, double leastSide, double rate) throws Exception {
    try (var detector = NetworkDetector.open(ModelDescriptor.shipped(model))) {
      Count count = LabelledPictures.count(detector, folder, type, leastSide);
      System.out.printf("%s, %s: %s%n", model, folder, count);
      assertThat(count.rate()).isGreaterThanOrEqualTo(rate);
    }
  }

  @Test
  void detector_changingFrameSizes_searchesEach() throws Exception {
    try (var detector = NetworkDetector.open(MODEL)) {
      for (int width : List.of(64, 1920, 33, 1920)) {
        try (Frame frame = Frame.black(new FrameInfo(0, 0, 0), width, 47)) {
          assertThat(detector.detect(frame)).isEmpty();
        }
      }
    }
  }

  @Test
  void detector_mirrored_seesTheSameInTheFrameAsItIs() throws Exception {
    Path picture = SharedVision.find("dev/plates_cn");
    try (var straight = NetworkDetector.open(MODEL);
        var mirrored = NetworkDetector.open(MODEL, DetectorSettings.USUAL.asMirrored())) {
      int same = 0;
      int all = 0;
      for (SharedVision.Label label : SharedVision.labels(picture)) {
        List<Detection> seen = LabelledPictures.detect(mirrored, picture.resolve(label.file()));
        for (Detection one : LabelledPictures.detect(straight, picture.resolve(label.file()))) {
          all++;
          same += seen.stream().anyMatch(other -> one.box().overlap(other.box()) > 0.6) ? 1 : 0;
        }
      }
      assertThat((double) same / all).as("%d of %d", same, all).isGreaterThan(0.7);
    }
  }

  @Test
  void detector_modelThatAnswersDifferently_isRefused() {
    var other = new RecordedAnswer(Collections.nCopies(18, 0.0), 0.002);
    assertThatThrownBy(() -> NetworkDetector.open(MODEL.withAnswer(other)))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("answers the known picture with");
  }

  @Test
  void detector_manyFrames_allocatesNoBuffers() throws Exception {
    DetectorSettings settings = DetectorSettings.USUAL.withTiling(new Tiling(2, 1));
    try (var detector = NetworkDetector.open(MODEL.withLongestSide(320), settings);
        Frame frame = Frames.textured(0, 640, 360)) {
      detector.detect(frame);
      long before = directBytes();
      for (int i = 0; i < 5; i++) {
        detector.detect(frame);
      }
      // Buffers of earlier tests may go meanwhile.
      assertThat(directBytes()).isLessThanOrEqualTo(before);
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getTotalCapacity)
        .sum();
  }
}
