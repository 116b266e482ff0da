package dev.breakwater.anonymizer.evaluate.check;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static dev.breakwater.anonymizer.FakeDetector.plate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.Rate;
import dev.breakwater.anonymizer.frame.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a check catches of planted removals and of real misses")
final class CheckTrialTest {
  private static final Detection LEFT = face(20, 20, 40, 40);
  private static final Detection RIGHT = face(120, 20, 40, 40);
  private static final int BLACK = 16;

  @Test
  void check_seesAllThatIsUncovered_catchesEachPlantedRemoval() throws Exception {
    CatchRate rate = trial(seeing(LEFT, RIGHT), LEFT, RIGHT).rate(ObjectClass.FACE);
    assertThat(rate.planted()).isEqualTo(new Rate(2, 2));
  }

  @Test
  void check_seesOneOfTwo_catchesOneOfThePlantedRemovals() throws Exception {
    CatchRate rate = trial(seeing(LEFT), LEFT, RIGHT).rate(ObjectClass.FACE);
    assertThat(rate.planted()).isEqualTo(new Rate(1, 2));
  }

  @Test
  void check_ofRealMisses_countsThoseInScopeAlone() throws Exception {
    List<LabelledObject> labels =
        List.of(
            label(LEFT),
            label(RIGHT),
            label(face(20, 80, 31, 40)),
            label(plate(100, 80, 40, 17)),
            LabelledObject.upright(ObjectClass.FACE, RIGHT.box(), 1, true),
            LabelledObject.upright(ObjectClass.FACE, RIGHT.box(), 0.4, false));
    var trial = new CheckTrial(FakeDetector.seeing(LEFT), seeing(RIGHT));
    trial.look(CheckTrialTest::picture, labels);
    assertThat(trial.rate(ObjectClass.FACE).misses()).isEqualTo(new Rate(1, 1));
    assertThat(trial.rate(ObjectClass.PLATE).misses()).isEqualTo(new Rate(0, 1));
  }

  @Test
  void check_seesOnlyWeakly_catchesNothing() throws Exception {
    var weak = new Detection(ObjectClass.FACE, LEFT.box(), 0, 0.2, false);
    assertThat(trial(FakeDetector.seeing(weak), LEFT).rate(ObjectClass.FACE).planted())
        .isEqualTo(new Rate(0, 1));
  }

  @ParameterizedTest(name = "{0} of {1} misses caught")
  @CsvSource({
    "0,0,false,not known",
    "1,3,false,may not be called a check",
    "1,2,true,may be called a check"
  })
  void rate_ofRealMisses_decidesWhatItMayBeCalled(
      long hits, long all, boolean check, String words) {
    var rate = new CatchRate(ObjectClass.PLATE, new Rate(9, 9), new Rate(hits, all));
    assertThat(rate.mayBeCalledCheck()).isEqualTo(check);
    assertThat(rate.inWords()).startsWith("plates: ").contains(words);
  }

  private static CheckTrial trial(FakeDetector check, Detection... found) throws Exception {
    var trial = new CheckTrial(FakeDetector.seeing(found), check);
    trial.look(CheckTrialTest::picture, List.of());
    return trial;
  }

  /** Sees what is not covered. */
  private static FakeDetector seeing(Detection... objects) {
    return new FakeDetector(
        frame -> Stream.of(objects).filter(each -> !isBlack(frame, each.box())).toList());
  }

  private static boolean isBlack(Frame frame, Box box) {
    int x = (int) (box.left() + box.width() / 2);
    int y = (int) (box.top() + box.height() / 2);
    return Frames.luma(frame, x, y) == BLACK;
  }

  private static LabelledObject label(Detection object) {
    return LabelledObject.upright(object.kind(), object.box());
  }

  private static Frame picture() {
    return Frames.textured(0, 200, 140);
  }
}
