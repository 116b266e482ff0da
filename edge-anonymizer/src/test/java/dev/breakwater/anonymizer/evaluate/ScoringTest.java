package dev.breakwater.anonymizer.evaluate;

import static dev.breakwater.anonymizer.detect.ObjectClass.FACE;
import static dev.breakwater.anonymizer.detect.ObjectClass.PLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation.Bucket;
import dev.breakwater.anonymizer.evaluate.Evaluation.ClassScore;
import dev.breakwater.anonymizer.evaluate.Evaluation.Division;
import dev.breakwater.anonymizer.evaluate.Evaluation.SampleRule;
import dev.breakwater.anonymizer.evaluate.ScoredObject.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScoringTest {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;

  private static LabelledObject object(ObjectClass kind, double left, double width, double height) {
    return LabelledObject.upright(kind, new Box(left, 100, width, height));
  }

  /** A mask on the left part of an object, so that this share of it is covered. */
  private static MaskedArea mask(LabelledObject object, double share) {
    Box box = object.box();
    return MaskedArea.upright(
        object.kind(), new Box(box.left(), box.top(), box.width() * share, box.height()));
  }

  private static LabelledPicture picture(
      String file, long frame, @Nullable Double seconds, LabelledObject... objects) {
    return new LabelledPicture(
        file, frame, seconds, WIDTH, HEIGHT, "front", Arrays.asList(objects));
  }

  private static MaskedPicture masked(LabelledPicture picture, MaskedArea... masks) {
    return new MaskedPicture(picture, List.of(masks), 120.0, null);
  }

  private static MaskedPicture single(LabelledObject object, MaskedArea... masks) {
    return masked(picture("a.jpg", 0, 0.0, object), masks);
  }

  private static MaskedPicture withheld(LabelledPicture picture) {
    return new MaskedPicture(picture, List.of(), null, "late");
  }

  private static Evaluation evaluate(MaskedPicture... pictures) {
    return Scoring.of(Arrays.asList(pictures), Set.of(), Exceptions.NONE);
  }

  private static ClassScore score(Evaluation evaluation, ObjectClass kind) {
    return evaluation.scores().stream()
        .filter(score -> score.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "a {0} of {1} x {2} pixels: in scope {3}")
  @CsvSource({
    "FACE, 32, 40, 1", "FACE, 40, 32, 1", "FACE, 31.9, 40, 0", "FACE, 40, 31.9, 0",
    "PLATE, 50, 16, 1", "PLATE, 16, 50, 1", "PLATE, 50, 15.9, 0", "PLATE, 15.9, 50, 0"
  })
  @DisplayName("GB/T 44464-2024 B.5: faces from 32, plates from 16 pixels of the smaller side")
  void object_ofSomeSize_isInScopeFromTheLimit(
      ObjectClass kind, double width, double height, int objects) {
    Evaluation evaluation = evaluate(single(object(kind, 656.3, width, height)));
    assertThat(score(evaluation, kind).detection()).isEqualTo(new Rate(0, objects));
    assertThat(evaluation.objects()).hasSize(objects);
  }

  @ParameterizedTest(name = "{0} visible {1}, ignored {2}: in scope {3}")
  @CsvSource({
    "FACE, 1, false, 1",
    "FACE, 0.5, false, 1",
    "FACE, 0.49, false, 0",
    "FACE, 1, true, 0",
    "PLATE, 1, false, 1",
    "PLATE, 0.99, false, 0",
    "PLATE, 1, true, 0",
  })
  @DisplayName("GB/T 44464-2024 5.6.2.1: half of a face is visible, nothing of a plate is hidden")
  void object_partlyHiddenOrIgnored_isInScopeByItsClass(
      ObjectClass kind, double visible, boolean ignore, int all) {
    LabelledObject object = LabelledObject.upright(kind, new Box(10, 10, 50, 50), visible, ignore);
    assertThat(score(evaluate(single(object)), kind).detection()).isEqualTo(new Rate(0, all));
  }

  @ParameterizedTest(name = "covered by {0}: {1}")
  @CsvSource({"1, CORRECT", "0.5, CORRECT", "0.49, MISSED", "0, MISSED"})
  @DisplayName("GB/T 44464-2024 B.5.3: covered by half or more is correct")
  void object_covered_isCorrectFromHalf(double share, Outcome outcome) {
    LabelledObject face = object(FACE, 64, 40, 48);
    Evaluation evaluation =
        share == 0 ? evaluate(single(face)) : evaluate(single(face, mask(face, share)));
    ScoredObject scored = evaluation.objects().get(0);
    assertThat(scored.outcome()).isEqualTo(outcome);
    assertThat(scored.coverage()).isEqualTo(share, within(1e-9));
  }

  @ParameterizedTest(name = "{0}, frame {1}, a {2}: false {3}")
  @CsvSource({
    "a.jpg, 0, FACE, 0",
    "day/a.jpg, 0, FACE, 0",
    "b.jpg, 0, FACE, 1",
    "a.jpg, 1, FACE, 1",
    "a.jpg, 0, PLATE, 1"
  })
  void mask_onAnExceptedObject_isToldAndNotCounted(
      String file, long frame, ObjectClass kind, long counted) {
    MaskedArea mask = MaskedArea.upright(FACE, new Box(100, 100, 140, 150));
    LabelledObject real = LabelledObject.upright(kind, new Box(90, 90, 130, 140));
    var exceptions =
        new Exceptions(List.of(new Exceptions.Entry(file, frame, real, "a face on a poster")));
    List<MaskedPicture> pictures = List.of(masked(picture("a.jpg", 0, 0.0), mask));
    Evaluation evaluation = Scoring.of(pictures, Set.of(), exceptions);
    assertThat(score(evaluation, FACE).falseDetection()).isEqualTo(new Rate(counted, 1));
    assertThat(evaluation.falseMasks()).hasSize(1);
    assertThat(evaluation.exceptions()).isEqualTo(1 - counted);
  }

  @Test
  void object_underAMaskOfTheOtherClass_isMissed() {
    LabelledObject face = object(FACE, 64, 40, 48);
    Evaluation evaluation = evaluate(single(face, MaskedArea.upright(PLATE, face.box())));
    assertThat(score(evaluation, FACE).detection()).isEqualTo(new Rate(0, 1));
    assertThat(score(evaluation, PLATE).falseDetection()).isEqualTo(new Rate(1, 1));
  }

  @Test
  @DisplayName("GB/T 44464-2024 5.6.2: 180 of 200 pass, 179 do not")
  void rate_atNinetyPercent_passes() {
    assertThat(evaluate(faces(200, 180)).passes()).isTrue();
    assertThat(score(evaluate(faces(200, 180)), FACE).detection()).isEqualTo(new Rate(180, 200));
    assertThat(evaluate(faces(200, 179)).passes()).isFalse();
    assertThat(evaluate().passes()).as("nothing measured").isFalse();
  }

  private static MaskedPicture[] faces(int all, int covered) {
    return IntStream.range(0, all)
        .mapToObj(
            i -> {
              LabelledObject face = object(FACE, 64, 40, 48);
              LabelledPicture picture = picture(i + ".jpg", 0, (double) i, face);
              return i < covered ? masked(picture, mask(face, 1)) : masked(picture);
            })
        .toArray(MaskedPicture[]::new);
  }

  /** The figures of the requirement: binomial, objects independent. */
  @ParameterizedTest(name = "true rate {1}, {0} objects: passed {2} of the time")
  @CsvSource({"200, 0.9, 0.56", "200, 0.929, 0.95", "500, 0.92, 0.95"})
  void passChance_forATrueRate_isTheBinomialOne(int objects, double rate, double chance) {
    assertThat(Binomial.passChance(objects, rate)).isEqualTo(chance, within(0.01));
  }

  @Test
  void passChance_ofFewObjects_isCountedByHand() {
    // Of ten objects nine or ten must be covered: 10 · 2^-10 + 2^-10.
    assertThat(Binomial.passChance(10, 0.5)).isEqualTo(11.0 / 1024, within(1e-12));
    // Of eleven nine are not 90 %, so ten or eleven.
    assertThat(Binomial.passChance(11, 0.5)).isEqualTo(12.0 / 2048, within(1e-12));
    assertThat(Binomial.passChance(200, 1)).isEqualTo(1);
    assertThat(Binomial.passChance(200, 0)).isZero();
  }

  @Test
  void classScore_tellsItsChancesAtTheRateAndAtItsLowerBound() {
    ClassScore score = score(evaluate(faces(200, 190)), FACE);
    assertThat(score.passChances()).extracting(c -> c.objects()).containsExactly(200, 500);
    assertThat(score.passChances().get(0).atRate())
        .isEqualTo(Binomial.passChance(200, 0.95), within(1e-12));
    assertThat(score.passChances().get(0).atLowerBound())
        .isEqualTo(Binomial.passChance(200, score.detection().lower()), within(1e-12));
    // Wilson's interval of 190 of 200, from a table.
    assertThat(score.detection().lower()).isEqualTo(0.9104, within(0.0001));
    assertThat(score.detection().upper()).isEqualTo(0.9726, within(0.0001));
  }

  @Test
  @DisplayName("GB/T 44464-2024 Annex C: a mask is false if it meets no object of its class at all")
  void mask_onSomeObject_isNotFalse() {
    LabelledObject far = object(FACE, 10, 12, 12);
    LabelledObject poster = LabelledObject.upright(FACE, new Box(200, 100, 50, 50), 1, true);
    LabelledObject hidden = LabelledObject.upright(FACE, new Box(400, 100, 50, 50), 0.1, false);
    MaskedArea onFar = MaskedArea.upright(FACE, new Box(0, 90, 20, 20));
    MaskedArea onPoster = MaskedArea.upright(FACE, new Box(180, 90, 21, 20));
    MaskedArea onHidden = MaskedArea.upright(FACE, new Box(410, 110, 20, 20));
    MaskedArea onNothing = MaskedArea.upright(FACE, new Box(250, 100, 60, 60));
    Evaluation evaluation =
        evaluate(
            masked(
                picture("a.jpg", 0, 0.0, far, poster, hidden),
                onFar,
                onPoster,
                onHidden,
                onNothing));
    assertThat(score(evaluation, FACE).falseDetection()).isEqualTo(new Rate(1, 4));
    assertThat(evaluation.falseMasks()).extracting(each -> each.mask()).containsExactly(onNothing);
  }

  @Test
  void mask_inAPictureWithoutObjects_isFalse() {
    MaskedArea mask = MaskedArea.upright(PLATE, new Box(0, 0, 20, 20));
    Evaluation evaluation = evaluate(masked(picture("empty.jpg", 0, 0.0), mask));
    assertThat(score(evaluation, PLATE).falseDetection()).isEqualTo(new Rate(1, 1));
    assertThat(score(evaluation, PLATE).detection().isEmpty()).isTrue();
  }

  @Test
  void withheldPicture_isInTheRateAndToldBesideIt() {
    LabelledObject face = object(FACE, 64, 40, 48);
    Evaluation evaluation =
        evaluate(
            single(face, mask(face, 1)),
            withheld(picture("b.jpg", 0, 9.0, face, object(FACE, 300, 10, 10))));
    assertThat(score(evaluation, FACE).detection()).isEqualTo(new Rate(1, 2));
    assertThat(score(evaluation, FACE).withheld()).isEqualTo(1);
    assertThat(evaluation.pictures()).isEqualTo(2);
    assertThat(evaluation.withheld())
        .containsExactly(new Evaluation.WithheldPicture("b.jpg", 0, "late", 1));
    assertThat(evaluation.misses()).isEmpty();
    assertThat(evaluation.passes()).isFalse();
  }

  @Test
  @DisplayName("GB/T 44464-2024 B.5: at most one frame of a video in 2 s")
  void frames_ofAVideo_areTakenTwoSecondsApart() {
    LabelledObject face = object(FACE, 64, 40, 48);
    List<MaskedPicture> frames = new ArrayList<>();
    double[] seconds = {0, 1, 1.99, 2, 3.9, 4, 4.5, 7};
    for (int i = 0; i < seconds.length; i++) {
      frames.add(masked(picture("a.mp4", i, seconds[i], face)));
    }
    Evaluation evaluation = Scoring.of(frames, Set.of(), Exceptions.NONE);
    assertThat(evaluation.objects())
        .extracting(ScoredObject::frame)
        .containsExactly(0L, 3L, 5L, 7L);
    assertThat(evaluation.pictures()).isEqualTo(4);
  }

  @Test
  void frames_ofUnknownTime_areNotTaken() {
    LabelledObject face = object(FACE, 64, 40, 48);
    Evaluation evaluation =
        evaluate(
            masked(picture("a.mp4", 0, 0.0, face)),
            masked(picture("a.mp4", 100, null, face)),
            masked(picture("b.mp4", 0, null, face)),
            masked(picture("b.mp4", 9, 60.0, face)));
    assertThat(evaluation.objects())
        .extracting(each -> each.file() + each.frame())
        .containsExactly("a.mp40", "b.mp40");
  }

  @Test
  void tracks_countEachLabelledFrame_andAWithheldOneDoesNotLeak() {
    LabelledObject covered = tracked("1");
    LabelledObject leaky = tracked("2");
    List<MaskedPicture> frames = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      LabelledPicture picture = picture("a.mp4", i, i * 0.1, covered, leaky);
      frames.add(
          i == 3
              ? withheld(picture)
              : i == 1 || i == 2 || i == 4
                  ? masked(picture, mask(covered, 1))
                  : masked(picture, mask(covered, 1), mask(leaky, 1)));
    }
    // The same name in another file is another object.
    frames.add(withheld(picture("b.mp4", 0, 0.0, tracked("2"))));
    Evaluation evaluation = Scoring.of(frames, Set.of(), Exceptions.NONE);
    assertThat(evaluation.tracks())
        .containsExactly(new Evaluation.TrackScore(FACE, new Rate(1, 3), 2));
  }

  private static LabelledObject tracked(String track) {
    Box box = new Box(100 * Double.parseDouble(track), 100, 40, 48);
    return new LabelledObject(FACE, box, Quadrilateral.of(box), 1, false, track, null);
  }

  @Test
  void buckets_divideBySetSizeLightAndPlateKind() {
    Box box = new Box(500, 500, 90, 30);
    var green = new LabelledObject(PLATE, box, Quadrilateral.of(box), 1, false, null, "green");
    LabelledObject small = object(FACE, 100, 31, 40);
    LabelledObject large = object(FACE, 300, 64, 70);
    LabelledPicture night = picture("night/a.jpg", 0, 0.0, small, large, green);
    LabelledPicture day = picture("day/b.jpg", 0, 5.0, object(PLATE, 100, 63.9, 63.9));
    Evaluation evaluation =
        evaluate(
            new MaskedPicture(night, List.of(mask(large, 1), mask(green, 1)), 49.9, null),
            new MaskedPicture(day, List.of(), 90.0, null));
    assertThat(evaluation.buckets())
        .containsExactlyInAnyOrder(
            bucket(Division.SET, "night", FACE, 1, 1, 1),
            bucket(Division.SET, "night", PLATE, 1, 1, 1),
            bucket(Division.SET, "day", PLATE, 0, 1, 0),
            bucket(Division.SIZE, "16 to 32 px", FACE, 0, 1, 0),
            bucket(Division.SIZE, "from 64 px", FACE, 1, 1, 0),
            bucket(Division.SIZE, "16 to 32 px", PLATE, 1, 1, 0),
            bucket(Division.SIZE, "32 to 64 px", PLATE, 0, 1, 0),
            bucket(Division.LIGHT, "dark", FACE, 1, 1, 1),
            bucket(Division.LIGHT, "dark", PLATE, 1, 1, 1),
            bucket(Division.LIGHT, "bright", PLATE, 0, 1, 0),
            bucket(Division.PLATE_KIND, "green", PLATE, 1, 1, 0),
            bucket(Division.PLATE_KIND, "not said", PLATE, 0, 1, 0));
  }

  private static Bucket bucket(
      Division by, String name, ObjectClass kind, int hits, int all, int masks) {
    return new Bucket(by, name, kind, new Rate(hits, all), new Rate(0, masks));
  }

  @ParameterizedTest(name = "{0} pictures: rules met {1}")
  @CsvSource({"500, true", "499, false"})
  @DisplayName("GB/T 44464-2024 B.4, B.5: 500 pictures, 200 faces and plates in scope")
  void sample_ofSomePictures_meetsTheRulesFrom500(int count, boolean met) {
    List<MaskedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LabelledObject[] objects =
          i < 200
              ? new LabelledObject[] {object(FACE, 0, 40, 40), object(PLATE, 100, 60, 20)}
              : new LabelledObject[0];
      pictures.add(masked(picture(i + ".jpg", 0, (double) i, objects)));
    }
    assertThat(Scoring.of(pictures, Set.of(), Exceptions.NONE).rules())
        .extracting(SampleRule::met)
        .contains(true);
    assertThat(
            Scoring.of(pictures, Set.of(), Exceptions.NONE).rules().stream()
                .allMatch(SampleRule::met))
        .isEqualTo(met);
    assertThat(Scoring.of(pictures, Set.of("front"), Exceptions.NONE).rules().get(0).met())
        .isTrue();
    assertThat(Scoring.of(pictures, Set.of("front", "rear"), Exceptions.NONE).rules().get(0))
        .matches(rule -> !rule.met() && rule.found().contains("rear"));
    // One object fewer of either class is too few.
    assertThat(unmet(pictures.subList(1, count))).contains("200 faces in scope");
    assertThat(unmet(pictures.subList(1, count))).contains("200 plates in scope");
  }

  private static List<String> unmet(List<MaskedPicture> pictures) {
    return Scoring.of(pictures, Set.of(), Exceptions.NONE).rules().stream()
        .filter(rule -> !rule.met())
        .map(SampleRule::asks)
        .toList();
  }

  @Test
  @DisplayName("GB/T 44464-2024 B.3: 10 pictures or 10 s with an object in scope for each sensor")
  void sample_ofOneSensor_isEnoughFromTen() {
    String rule = "10 pictures or 10 s of video with an object in scope for each sensor";
    LabelledObject face = object(FACE, 0, 40, 40);
    List<MaskedPicture> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(masked(picture(i + ".jpg", 0, (double) i, face)));
    }
    assertThat(unmet(ten)).doesNotContain(rule);
    assertThat(unmet(ten.subList(1, 10))).contains(rule);
    // A clip from 0 to 10 s is enough, one to 9.9 s is not, and is too short by B.4.
    assertThat(unmet(clip(face, 10))).doesNotContain(rule, "clips of at least 10 s");
    assertThat(unmet(clip(face, 9.9))).contains(rule, "clips of at least 10 s");
    assertThat(unmet(clip(object(FACE, 0, 20, 20), 10))).contains(rule);
  }

  private static List<MaskedPicture> clip(LabelledObject object, double seconds) {
    return List.of(
        masked(picture("a.mp4", 0, 0.0, object)), masked(picture("a.mp4", 99, seconds, object)));
  }

  @Test
  @DisplayName("GB/T 44464-2024 B.4: 1,000 s of video, or pictures 1 s apart")
  void sample_ofVideo_isEnoughFrom1000Seconds() {
    LabelledObject face = object(FACE, 0, 40, 40);
    assertThat(unmet(clip(face, 1000))).doesNotContain("500 pictures or 1000 s of video");
    assertThat(unmet(clip(face, 999.9))).contains("500 pictures or 1000 s of video");
    String apart = "pictures of a sensor at least 1 s apart";
    assertThat(unmet(pair(0.0, 1.0))).doesNotContain(apart);
    assertThat(unmet(pair(1.9, 1.0))).contains(apart);
    assertThat(unmet(pair(0.0, null))).contains(apart);
  }

  private static List<MaskedPicture> pair(@Nullable Double first, @Nullable Double second) {
    return List.of(masked(picture("a.jpg", 0, first)), masked(picture("b.jpg", 0, second)));
  }
}
