package dev.breakwater.anonymizer.evaluate.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.synthetic.DriveFrame;
import dev.breakwater.anonymizer.synthetic.DriveWriter;
import dev.breakwater.anonymizer.synthetic.PlantedObject;
import dev.breakwater.anonymizer.synthetic.SyntheticDrive;
import dev.breakwater.anonymizer.track.Region;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EffectCheckTest {
  /** Four people cross the road in it. */
  private static final int NEAR_FRAME = 170;

  private static final CoveredObject FACE =
      new CoveredObject(ObjectClass.FACE, new Box(20, 20, 40, 40));
  private static final CoveredObject PLATE =
      new CoveredObject(ObjectClass.PLATE, new Box(20, 80, 60, 20), "京A12345");

  @Test
  @DisplayName("GB/T 44464 B.6: a drawn face is recognized before, and not after it is covered")
  void check_drawnFaceCovered_passesForTheRealDetector() throws Exception {
    Effect effect = checkDrive(Redaction.SOLID, ObjectClass.FACE);

    Effect.Tally tally = tally(effect, ObjectClass.FACE);
    assertThat(tally.before()).isPositive().isLessThanOrEqualTo(tally.asked());
    assertThat(tally.after()).isZero();
    assertThat(effect.hits()).isEmpty();
  }

  @Test
  @DisplayName("GB/T 44464 B.6: a face that is masked by name only is still recognized")
  void check_drawnFaceNotCovered_failsForTheRealDetector() throws Exception {
    Effect effect = checkDrive(Redaction.NONE, ObjectClass.FACE);

    Effect.Tally tally = tally(effect, ObjectClass.FACE);
    assertThat(tally.after()).isPositive().isEqualTo(tally.before());
    assertThat(effect.outcome(ObjectClass.FACE)).isEqualTo(Effect.Outcome.FAILED);
    assertThat(effect.hits())
        .allSatisfy(hit -> assertThat(hit.picture()).isEqualTo("drive/" + NEAR_FRAME))
        .allSatisfy(hit -> assertThat(hit.reader()).isEqualTo("street"));
  }

  @Test
  void check_twoWorkingReadersOfEachClassAndNoHit_passes() {
    var check = new EffectCheck(faces("a", "b"), plates("a", "b"), List.of());
    add(check);

    Effect effect = check.result();
    assertThat(effect.outcome()).isEqualTo(Effect.Outcome.PASSED);
    assertThat(effect.pictures()).isEqualTo(1);
  }

  @Test
  void check_oneReaderRecognizesNothingBefore_isNoEvidence() {
    var blind = new FaceReader("blind", new FakeDetector(frame -> List.of()));
    var check =
        new EffectCheck(List.of(faces("a").get(0), blind), plates("a", "b"), List.of("none"));
    add(check);

    Effect effect = check.result();
    assertThat(effect.outcome()).isEqualTo(Effect.Outcome.UNPROVEN);
    assertThat(effect.evidence(ObjectClass.FACE)).isEqualTo(1);
    assertThat(effect.outcome(ObjectClass.PLATE)).isEqualTo(Effect.Outcome.PASSED);
    assertThat(effect.absent()).containsExactly("none");
  }

  @Test
  void check_readerWithoutAnswer_isListedAndNothingIsProven() {
    var failing =
        new FaceReader(
            "failing",
            new FakeDetector(
                frame -> {
                  throw new DetectionException("no answer", null);
                }));
    var check =
        new EffectCheck(
            List.of(faces("a").get(0), faces("b").get(0), failing), plates("a", "b"), List.of());
    add(check);

    Effect effect = check.result();
    assertThat(effect.outcome(ObjectClass.FACE)).isEqualTo(Effect.Outcome.UNPROVEN);
    assertThat(effect.unanswered())
        .containsExactly(
            new Effect.Unanswered("p", ObjectClass.FACE, FACE.box(), "failing", "no answer"));
  }

  @Test
  void check_noReaders_isUnproven() {
    var check = new EffectCheck(List.of(), List.of(), List.of());
    add(check);

    assertThat(check.result().outcome()).isEqualTo(Effect.Outcome.UNPROVEN);
  }

  @Test
  @DisplayName("GB/T 44464 B.5: size and resolution must not be changed")
  void check_picturesOfTwoSizes_areRefused() {
    var check = new EffectCheck(List.of(), List.of(), List.of());
    try (Frame taken = Frames.textured(0, 100, 100);
        Frame sent = Frames.textured(0, 50, 50)) {
      assertThatThrownBy(() -> check.add("p", taken, sent, List.of(FACE)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("p has another size");
    }
  }

  @Test
  void recognizes_boxes_sharingHalfOfTheSmaller() {
    assertThat(FaceReader.recognizes(List.of(), FACE.box())).isFalse();
    assertThat(recognizes(20, 20, 40, 40)).isTrue();
    assertThat(recognizes(5, 0, 80, 90)).as("the whole head").isTrue();
    assertThat(recognizes(35, 30, 10, 10)).as("a part of it").isTrue();
    assertThat(recognizes(55, 20, 40, 40)).as("the neighbour").isFalse();
    var weak = new Detection(ObjectClass.FACE, FACE.box(), 0, 0.4, false);
    assertThat(FaceReader.recognizes(List.of(weak), FACE.box())).isFalse();
    var plate = new Detection(ObjectClass.PLATE, FACE.box(), 0.9);
    assertThat(FaceReader.recognizes(List.of(plate), FACE.box())).isFalse();
  }

  private static boolean recognizes(double left, double top, double width, double height) {
    return FaceReader.recognizes(List.of(FakeDetector.face(left, top, width, height)), FACE.box());
  }

  /** Readers that see what is bright. */
  private static List<FaceReader> faces(String... names) {
    return List.of(names).stream()
        .map(
            name ->
                new FaceReader(
                    name,
                    new FakeDetector(
                        frame ->
                            Frames.luma(frame, 40, 40) >= Frames.DARKEST
                                ? List.of(FakeDetector.face(20, 20, 40, 40))
                                : List.of())))
        .toList();
  }

  private static List<PlateReader> plates(String... names) {
    return List.of(names).stream().<PlateReader>map(BrightPlates::new).toList();
  }

  private record BrightPlates(String name) implements PlateReader {
    @Override
    public Reading read(Frame frame, Box plate) {
      return Frames.luma(frame, 50, 90) >= Frames.DARKEST
          ? new Reading("A12345", 0.9)
          : Reading.NOTHING;
    }
  }

  private static void add(EffectCheck check) {
    try (Frame taken = Frames.textured(0, 160, 120);
        Frame sent = Frames.textured(0, 160, 120)) {
      Redactor.of(Redaction.SOLID).redact(sent, List.of(region(FACE), region(PLATE)));
      check.add("p", taken, sent, List.of(FACE, PLATE));
    }
  }

  private static Region region(CoveredObject object) {
    return new Region(object.kind(), object.box(), 0, 1, true);
  }

  private static Effect checkDrive(Redaction redaction, ObjectClass kind) throws Exception {
    DriveFrame drawn = new SyntheticDrive(DriveWriter.SEED).frame(NEAR_FRAME);
    List<CoveredObject> objects =
        drawn.truth().objects().stream()
            .filter(object -> object.kind() == kind && object.isInScope())
            .map(EffectCheckTest::covered)
            .toList();
    assertThat(objects).isNotEmpty();
    try (Detector street = NetworkDetector.open(ModelDescriptor.shipped());
        Frame taken = drawn.toFrame(0);
        Frame sent = drawn.toFrame(0)) {
      Redactor.of(redaction).redact(sent, regions(street.detect(taken)));
      var check = new EffectCheck(List.of(new FaceReader("street", street)), List.of(), List.of());
      check.add("drive/" + NEAR_FRAME, taken, sent, objects);
      return check.result();
    }
  }

  private static List<Region> regions(List<Detection> found) {
    return found.stream()
        .map(detection -> new Region(detection.kind(), detection.box(), 0, 1, true))
        .toList();
  }

  private static CoveredObject covered(PlantedObject object) {
    var box = new Box(object.x(), object.y(), object.w(), object.h());
    return new CoveredObject(object.kind(), box, object.text());
  }

  private static Effect.Tally tally(Effect effect, ObjectClass kind) {
    return effect.readers().stream().filter(t -> t.kind() == kind).findFirst().orElseThrow();
  }
}
