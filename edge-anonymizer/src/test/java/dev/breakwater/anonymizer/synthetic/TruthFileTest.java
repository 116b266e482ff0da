package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TruthFileTest {
  private static final PlantedObject PLATE =
      new PlantedObject("plate-1", ObjectClass.PLATE, "京A12345", 10.5, 20, 30.1, 16, 1);
  private static final PlantedObject FACE =
      new PlantedObject("face-1", ObjectClass.FACE, "", 1, 2, 40, 38, 0.75);

  @Test
  void line_frame_readsBackTheSame() throws TruthFormatException {
    var truth = new FrameTruth(3, 200, List.of(PLATE, FACE));
    assertThat(TruthFile.parse(TruthFile.line(truth))).isEqualTo(truth);
  }

  @Test
  void line_face_hasNoText() {
    assertThat(TruthFile.line(new FrameTruth(0, 0, List.of(FACE))))
        .isEqualTo(
            "{\"frame\":0,\"timeMillis\":0,\"objects\":[{\"track\":\"face-1\",\"class\":\"face\","
                + "\"x\":1.0,\"y\":2.0,\"w\":40.0,\"h\":38.0,\"visible\":0.75}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"frame\":0,\"timeMillis\":0}",
        "{\"frame\":\"x\",\"timeMillis\":0,\"objects\":[]}",
        "{\"frame\":0,\"timeMillis\":0,\"objects\":[{\"track\":\"t\",\"class\":\"dog\"}]}",
        "{\"frame\":0,\"timeMillis\":0,\"objects\":[{\"track\":\"t\",\"class\":\"face\",\"x\":1}]}"
      })
  void parse_notATruthLine_isRefused(String line) {
    assertThatThrownBy(() -> TruthFile.parse(line)).isInstanceOf(TruthFormatException.class);
  }

  @Test
  void parse_beyondItsLimits_isRefused() {
    var crowd = new FrameTruth(0, 0, Collections.nCopies(TruthFile.MAX_OBJECTS + 1, FACE));
    assertThatThrownBy(() -> TruthFile.parse(TruthFile.line(crowd)))
        .isInstanceOf(TruthFormatException.class);
    assertThatThrownBy(() -> TruthFile.parse(" ".repeat(TruthFile.MAX_LINE + 1)))
        .isInstanceOf(TruthFormatException.class);
  }
}
