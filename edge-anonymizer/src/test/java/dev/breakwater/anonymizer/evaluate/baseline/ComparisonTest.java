package dev.breakwater.anonymizer.evaluate.baseline;

import static dev.breakwater.anonymizer.detect.ObjectClass.FACE;
import static dev.breakwater.anonymizer.detect.ObjectClass.PLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.Exceptions;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.Scoring;
import dev.breakwater.anonymizer.evaluate.baseline.Comparison.Line;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComparisonTest {
  @TempDir Path folder;

  /** Faces of which some are covered, and masks of which some are on nothing. */
  private static Evaluation evaluation(int faces, int covered, int falseMasks) {
    List<MaskedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < faces; i++) {
      LabelledObject face = LabelledObject.upright(FACE, new Box(0, 0, 40, 40));
      List<MaskedArea> masks = new ArrayList<>();
      if (i < covered) {
        masks.add(MaskedArea.upright(FACE, face.box()));
      }
      if (i < falseMasks) {
        masks.add(MaskedArea.upright(FACE, new Box(100, 0, 40, 40)));
      }
      pictures.add(new MaskedPicture(picture(i + ".jpg", face), masks, 120.0, null));
    }
    return Scoring.of(pictures, Set.of(), Exceptions.NONE);
  }

  private static LabelledPicture picture(String file, LabelledObject... objects) {
    return new LabelledPicture(file, 0, 1.5, 200, 100, "front", List.of(objects));
  }

  private Path write(String name, Evaluation evaluation) throws Exception {
    return Files.writeString(folder.resolve(name), EvaluationJson.text(evaluation, Map.of()));
  }

  private Comparison compare(Evaluation base, Evaluation next, double allowed) throws Exception {
    return Comparison.of(write("base.json", base), write("new.json", next), allowed);
  }

  @ParameterizedTest(name = "{0} of 100 covered and {1} false masks after 90 and 10: {2}")
  @CsvSource({"90, 10, true", "91, 9, true", "89, 10, false", "90, 11, false"})
  void rates_thatGetWorse_failTheComparison(int covered, int falseMasks, boolean holds)
      throws Exception {
    Evaluation base = evaluation(100, 90, 10);
    Comparison comparison = compare(base, evaluation(100, covered, falseMasks), 0);
    assertThat(comparison.holds()).isEqualTo(holds);
    assertThat(comparison.lines())
        .extracting(Line::name)
        .contains("face: detection", "face: false detection", "face, set .: detection");
  }

  @Test
  void bounds_mayGetWorseByWhatIsAllowed() throws Exception {
    Evaluation base = evaluation(100, 90, 0);
    double drop =
        base.scores().get(0).detection().lower()
            - evaluation(100, 88, 0).scores().get(0).detection().lower();
    assertThat(compare(base, evaluation(100, 88, 0), drop).holds()).isTrue();
    assertThat(compare(base, evaluation(100, 88, 0), drop - 1e-6).holds()).isFalse();
  }

  @Test
  void smallerSample_withTheSameRate_isWorse() throws Exception {
    assertThat(compare(evaluation(100, 90, 0), evaluation(10, 9, 0), 0).holds()).isFalse();
  }

  @Test
  void detectionRate_thatIsNotMeasuredAnyMore_isWorse() throws Exception {
    Comparison comparison = compare(evaluation(10, 9, 0), evaluation(0, 0, 0), 0);
    assertThat(comparison.holds()).isFalse();
    assertThat(comparison.lines().get(0)).matches(line -> line.newBound() == null && !line.holds());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'version': 2, 'standard': 'GB/T 44464-2024', 'classes': []}",
        "{'version': 1, 'standard': 'GB/T 44464-2024', 'classes': []}",
        "{'version': 1, 'standard': 'GB/T 44464-2024', 'classes': [{'class': 'face'}]}",
        "{'version': 1, 'standard': 'GB/T 44464-2024', 'classes': [{'class': 'face', 'detection':"
            + " {'hits': 2, 'all': 1}, 'false_detection': {'hits': 0, 'all': 0}}]}"
      })
  void file_thatIsNoEvaluation_isRefused(String text) throws Exception {
    Path other = Files.writeString(folder.resolve("x.json"), text.replace('\'', '"'));
    Path sound = write("sound.json", evaluation(1, 1, 0));
    assertThatThrownBy(() -> Comparison.of(sound, other, 0))
        .isInstanceOf(BaselineRejectedException.class)
        .hasMessageContaining("x.json");
  }

  @Test
  void smallCase_isWrittenAsItWasAgreed() throws Exception {
    LabelledObject face = LabelledObject.upright(FACE, new Box(10, 10, 40, 40));
    LabelledObject plate = LabelledObject.upright(PLATE, new Box(10, 60, 60, 20));
    MaskedArea half = MaskedArea.upright(FACE, new Box(10, 10, 20, 40));
    MaskedArea nothing = MaskedArea.upright(FACE, new Box(150, 10, 20, 20));
    Evaluation evaluation =
        Scoring.of(
            List.of(
                new MaskedPicture(picture("a/1.jpg", face), List.of(half, nothing), 40.0, null),
                new MaskedPicture(picture("a/2.jpg", face, plate), List.of(), null, "deadline")),
            Set.of(),
            Exceptions.NONE);
    assertThat(EvaluationJson.text(evaluation, Map.of("program", "test", "anonymizer", "none")))
        .isEqualTo(resource("small-case/expected.json"));
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = ComparisonTest.class.getResourceAsStream(name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
