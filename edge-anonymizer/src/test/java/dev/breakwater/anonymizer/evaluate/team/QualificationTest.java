package dev.breakwater.anonymizer.evaluate.team;

import static dev.breakwater.anonymizer.detect.ObjectClass.FACE;
import static dev.breakwater.anonymizer.detect.ObjectClass.PLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.evaluate.labels.Marking;
import dev.breakwater.anonymizer.evaluate.team.Qualification.Limit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The six limits of GB/T 44464-2024 B.2.4, each just met and just not met. */
@DisplayName("GB/T 44464-2024 B.2.4")
final class QualificationTest {
  private static final int FACES = 0;
  private static final int SMALL_PLATES = 1;
  private static final int LARGE_PLATES = 2;
  private static final int VISIBLE = 3;
  private static final int SCOPE = 4;
  private static final int COVERAGE = 5;
  private static final int OUTCOMES = 6;

  private static LabelledObject object(ObjectClass kind, double width, double height) {
    return object(kind, width, height, 1);
  }

  private static LabelledObject object(
      ObjectClass kind, double width, double height, double visible) {
    return LabelledObject.upright(kind, new Box(10, 10, width, height), visible, false);
  }

  private static Marking marking(
      int number, @Nullable List<MaskedArea> masks, LabelledObject... objects) {
    var picture =
        new LabelledPicture(number + ".jpg", 0, null, 500, 500, null, Arrays.asList(objects));
    return new Marking(picture, masks);
  }

  private static List<LabelledFile> files(List<Marking> markings) {
    return markings.stream()
        .map(each -> new LabelledFile(Path.of(each.picture().file()), List.of(each)))
        .toList();
  }

  private static Limit limit(int which, List<Marking> truth, List<Marking> marked)
      throws Exception {
    return Qualification.of(files(truth), files(marked)).limits().get(which);
  }

  private static Limit limit(int which, LabelledObject truth, LabelledObject marked)
      throws Exception {
    return limit(which, List.of(marking(0, null, truth)), List.of(marking(0, null, marked)));
  }

  @ParameterizedTest(name = "a face of 40 x 50 px marked as {0} x {1}: {2}")
  @CsvSource({
    "44, 55, true",
    "36, 45, true",
    "44.1, 50, false",
    "35.9, 50, false",
    "40, 55.1, false",
    "40, 44.9, false"
  })
  void faceSides_areAlikeUpToATenth(double width, double height, boolean met) throws Exception {
    assertThat(limit(FACES, object(FACE, 40, 50), object(FACE, width, height)).met())
        .isEqualTo(met);
  }

  @Test
  void faces_areAlikeInMoreThan98Percent_unmarkedOnesAreNot() throws Exception {
    LabelledObject truth = object(FACE, 27, 50);
    List<Marking> truths = new ArrayList<>();
    List<Marking> marked = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      truths.add(marking(i, null, truth));
      marked.add(i < 2 ? marking(i, null) : marking(i, null, truth));
    }
    assertThat(limit(FACES, truths, marked)).matches(each -> !each.met(), "98 % is not more");
    marked.set(0, marking(0, null, truth));
    assertThat(limit(FACES, truths, marked).met()).isTrue();
    assertThat(limit(FACES, truths, marked).found()).isEqualTo("99 of 100, 99.00 %");
    // Below 27 px nobody has to be exact.
    assertThat(limit(FACES, object(FACE, 26.9, 50), object(FACE, 40, 50)).found())
        .isEqualTo("nothing to measure it on");
  }

  @ParameterizedTest(name = "a plate of {0} px marked as {1}: small {2}, large {3}")
  @CsvSource({
    "11, 12, true, none",
    "11, 10, true, none",
    "11, 12.1, false, none",
    "10.9, 14, none, none",
    "20, 21, true, none",
    "20, 22, false, none",
    "20.1, 22.1, none, true",
    "30, 33, none, true",
    "30, 33.1, none, false",
    "30, 27, none, true",
    "30, 26.9, none, false"
  })
  void plateSides_areNearInPixelsOrInParts(double side, double marked, String small, String large)
      throws Exception {
    LabelledObject truth = object(PLATE, 100, side);
    LabelledObject theirs = object(PLATE, 100, marked);
    assertThat(said(limit(SMALL_PLATES, truth, theirs))).isEqualTo(small);
    assertThat(said(limit(LARGE_PLATES, truth, theirs))).isEqualTo(large);
  }

  private static String said(Limit limit) {
    return limit.found().startsWith("nothing") ? "none" : Boolean.toString(limit.met());
  }

  @ParameterizedTest(name = "a face visible to {0} marked as {1}: {2}")
  @CsvSource({
    "0.5, 0.55, true",
    "0.5, 0.45, true",
    "0.5, 0.56, false",
    "0.5, 0.44, false",
    "1, 0.5, none"
  })
  void visibleAreas_areAlikeUpToATenth(double truth, double marked, String met) throws Exception {
    assertThat(said(limit(VISIBLE, object(FACE, 40, 50, truth), object(FACE, 40, 50, marked))))
        .isEqualTo(met);
  }

  @ParameterizedTest(name = "{0} of 100 faces and {1} of 100 plates in scope: {2}")
  @CsvSource({"100, 100, true", "99, 99, true", "98, 100, false", "100, 98, false"})
  void scopeCounts_areOffByAHundredth(int faces, int plates, boolean met) throws Exception {
    List<Marking> truths = new ArrayList<>();
    List<Marking> marked = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      truths.add(marking(i, null, object(FACE, 40, 50), object(PLATE, 60, 20)));
      marked.add(
          marking(
              i,
              null,
              object(FACE, i < faces ? 40 : 31, 50),
              object(PLATE, 60, i < plates ? 20 : 15)));
    }
    Limit limit = limit(SCOPE, truths, marked);
    assertThat(limit.met()).isEqualTo(met);
    assertThat(limit.found()).isEqualTo("faces %d of 100, plates %d of 100", faces, plates);
  }

  @ParameterizedTest(name = "{0} faces too many of 100: {1}")
  @CsvSource({"1, true", "2, false"})
  void scopeCounts_mayBeTooHighByAHundredth(int more, boolean met) throws Exception {
    List<Marking> truths = new ArrayList<>();
    List<Marking> marked = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      LabelledObject face = object(FACE, 40, 50);
      truths.add(marking(i, null, face));
      marked.add(i < more ? marking(i, null, face, face) : marking(i, null, face));
    }
    assertThat(limit(SCOPE, truths, marked).met()).isEqualTo(met);
  }

  private static Marking covered(int number, double share) {
    var mask = MaskedArea.upright(FACE, new Box(10, 10, 40 * share, 50));
    return marking(number, List.of(mask), object(FACE, 40, 50));
  }

  @ParameterizedTest(name = "covered by {0} marked as {1}: {2}")
  @CsvSource({
    "0.6, 0.65, true",
    "0.6, 0.55, true",
    "0.6, 0.66, false",
    "0.6, 0.54, false",
    "1, 0.5, none"
  })
  void coverages_areOffByAtMostFivePercent(double truth, double marked, String met)
      throws Exception {
    Limit limit = limit(COVERAGE, List.of(covered(0, truth)), List.of(covered(0, marked)));
    assertThat(said(limit)).isEqualTo(met);
  }

  @ParameterizedTest(name = "{0} of 100 correct, {1} of 100 missed: {2}")
  @CsvSource({"100, 100, true", "98, 102, true", "97, 103, false", "103, 97, false"})
  void outcomes_areOffByTwoHundredths(int correct, int missed, boolean met) throws Exception {
    List<Marking> truths = new ArrayList<>();
    List<Marking> marked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      truths.add(covered(i, i < 100 ? 0.9 : 0.1));
      marked.add(covered(i, i < correct ? 0.9 : 0.1));
    }
    Limit limit = limit(OUTCOMES, truths, marked);
    assertThat(limit.met()).isEqualTo(met);
    assertThat(limit.found()).isEqualTo("correct %d of 100, missed %d of 100", correct, missed);
  }

  @Test
  void team_thatMarksTheTruth_qualifies_andTheSampleIsToldApart() throws Exception {
    List<Marking> markings = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      LabelledObject face = object(FACE, 40, 50, 0.8);
      LabelledObject[] objects =
          i % 500 < 200
              ? new LabelledObject[] {face, object(PLATE, 60, 18), object(PLATE, 90, 30)}
              : new LabelledObject[0];
      var mask = MaskedArea.upright(FACE, new Box(10, 10, 30, 50));
      markings.add(marking(i, i < 500 ? null : List.of(mask), objects));
    }
    Qualification qualification = Qualification.of(files(markings), files(markings));
    assertThat(qualification.qualifies()).as(qualification.toString()).isTrue();
    assertThat(qualification.sample()).allMatch(Limit::met);
    List<LabelledFile> fewer = files(markings.subList(1, 1000));
    assertThat(Qualification.of(fewer, fewer).sample().get(0).met()).isFalse();
    assertThat(Qualification.of(fewer, fewer).sample().get(1).met()).isTrue();
  }

  @Test
  void pictures_thatDoNotCorrespond_areRefused() {
    List<LabelledFile> truth = files(List.of(marking(1, null), marking(2, null)));
    List<LabelledFile> marked = files(List.of(marking(2, List.of())));
    assertThatThrownBy(() -> Qualification.of(truth, marked))
        .isInstanceOf(LabelsRejectedException.class)
        .hasMessageContaining("1.jpg:frame 0: the team has not marked it")
        .hasMessageContaining("2.jpg:frame 0: the team and the truth differ in having masks");
  }
}
