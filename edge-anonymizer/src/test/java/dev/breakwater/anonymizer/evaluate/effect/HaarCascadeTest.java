package dev.breakwater.anonymizer.evaluate.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.synthetic.DriveWriter;
import dev.breakwater.anonymizer.synthetic.SyntheticDrive;
import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HaarCascadeTest {
  private static final int NEAR_FRAME = 170;

  @Test
  void detect_drawnFaces_findsOneWhereItIs() throws Exception {
    var found = HaarCascade.find();
    assumeTrue(found.isPresent(), HaarCascade.ABSENT);
    var drawn = new SyntheticDrive(DriveWriter.SEED).frame(NEAR_FRAME);
    List<Box> faces =
        drawn.truth().objects().stream()
            .filter(object -> object.kind() == ObjectClass.FACE)
            .map(object -> new Box(object.x(), object.y(), object.w(), object.h()))
            .toList();
    try (Detector cascade = found.orElseThrow();
        Frame frame = drawn.toFrame(0)) {
      List<Detection> seen = cascade.detect(frame);

      assertThat(faces).anyMatch(face -> FaceReader.recognizes(seen, face));
      assertThat(cascade.models()).doesNotContain(Digest.ZERO);
    }
  }

  @Test
  void find_noPythonOrNoCascade_isAbsent() {
    assertThat(HaarCascade.find("no-such-python", Path.of("pom.xml"))).isEmpty();
    assertThat(HaarCascade.find("true", Path.of("no-such-cascade.xml"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 1",
        "cat >/dev/null; echo 1 2 3",
        "cat >/dev/null; echo 1 2 0 x",
        "cat >/dev/null; echo 1 2 0 5"
      })
  void detect_programFailsOrAnswersNonsense_isNoAnswer(String script) {
    var broken = new HaarCascade(List.of("sh", "-c", script), Digest.ZERO);
    try (broken;
        Frame frame = Frames.textured(0, 64, 48)) {
      assertThatThrownBy(() -> broken.detect(frame)).isInstanceOf(DetectionException.class);
    }
  }

  @Test
  void detect_programGetsThePicture_asPpm() throws Exception {
    var counting = new HaarCascade(List.of("sh", "-c", "echo 0 0 1 $(wc -c)"), Digest.ZERO);
    try (counting;
        Frame frame = Frames.textured(0, 65, 47)) {
      assertThat(counting.detect(frame))
          .containsExactly(
              new Detection(
                  ObjectClass.FACE, new Box(0, 0, 1, "P6 65 47 255\n".length() + 65 * 47 * 3), 1));
    }
  }
}
