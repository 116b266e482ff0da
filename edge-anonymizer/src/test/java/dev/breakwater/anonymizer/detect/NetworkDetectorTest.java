package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.SharedVision.Area;
import dev.breakwater.anonymizer.SharedVision.Label;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.FrameSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkDetectorTest {
  private static final ModelDescriptor MODEL = ModelDescriptor.streetV0();

  /**
   * The model card's rule: boxes grown by a tenth on each side cover at least half of the object.
   */
  private static final double GROWTH = 1.2;

  private static final double LEAST_COVERAGE = 0.5;

  @ParameterizedTest(name = "{0}: at least {3} of the {1}s")
  @CsvSource({
    "faces, face, 32, 0.92",
    "plates_cn, plate, 16, 0.94",
    "plates_world, plate, 16, 0.85"
  })
  @DisplayName("GB/T 44464-2024 B.5: detection rate on labelled pictures")
  void detector_labelledPictures_coversWhatTheModelCardSays(
      String folder, String type, double leastSide, double rate) throws Exception {
    Path pictures = SharedVision.find("dev/" + folder);
    int objects = 0;
    int found = 0;
    try (var detector = NetworkDetector.open(MODEL)) {
      for (Label label : SharedVision.labels(pictures)) {
        List<Detection> detections = detect(detector, pictures.resolve(label.file()));
        for (Area area : inScope(label, type, leastSide).toList()) {
          objects++;
          found += coverage(area, detections) >= LEAST_COVERAGE ? 1 : 0;
        }
      }
    }
    System.out.printf("%s: %d of %d %ss found%n", folder, found, objects, type);
    assertThat((double) found / objects).isGreaterThanOrEqualTo(rate);
  }

  private static Stream<Area> inScope(Label label, String type, double leastSide) {
    return label.boxes().stream()
        .filter(area -> area.type().equals(type) && !area.ignore())
        .filter(area -> Math.min(area.w(), area.h()) >= leastSide);
  }

  private static List<Detection> detect(Detector detector, Path picture) throws Exception {
    try (var source = FrameSource.open(picture, 0);
        Frame frame = source.next().orElseThrow()) {
      return detector.detect(frame);
    }
  }

  private static double coverage(Area area, List<Detection> detections) {
    int covered = 0;
    int all = 0;
    for (double y = area.y() + 0.5; y < area.y() + area.h(); y++) {
      for (double x = area.x() + 0.5; x < area.x() + area.w(); x++) {
        all++;
        covered += isCovered(x, y, area.type(), detections) ? 1 : 0;
      }
    }
    return (double) covered / all;
  }

  private static boolean isCovered(double x, double y, String type, List<Detection> detections) {
    return detections.stream()
        .filter(detection -> detection.kind().name().equalsIgnoreCase(type))
        .map(detection -> detection.box().scaled(GROWTH, GROWTH))
        .anyMatch(box -> x >= box.left() && x < box.right() && y >= box.top() && y < box.bottom());
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
  void detector_otherModelFile_isRefused() {
    ModelDescriptor other = withDigest("00".repeat(32));
    assertThatThrownBy(() -> NetworkDetector.open(other))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageStartingWith("street-v0.onnx: SHA-256 is 4184135c");
  }

  @Test
  void detector_modelThatAnswersDifferently_isRefused() {
    ModelDescriptor other = withAnswer(MODEL.knownAnswer().stream().map(mean -> 0.0).toList());
    assertThatThrownBy(() -> NetworkDetector.open(other))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("answers the known picture with");
  }

  private static ModelDescriptor withDigest(String sha256) {
    return new ModelDescriptor(
        MODEL.file(),
        sha256,
        MODEL.longestSidePx(),
        MODEL.maxEnlargement(),
        MODEL.thresholds(),
        MODEL.overlap(),
        MODEL.knownAnswer(),
        MODEL.tolerance());
  }

  private static ModelDescriptor withAnswer(List<Double> answer) {
    return new ModelDescriptor(
        MODEL.file(),
        MODEL.sha256(),
        MODEL.longestSidePx(),
        MODEL.maxEnlargement(),
        MODEL.thresholds(),
        MODEL.overlap(),
        answer,
        MODEL.tolerance());
  }
}
