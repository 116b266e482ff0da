package dev.breakwater.anonymizer.evaluate.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.CharacterNetwork;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.synthetic.DriveFrame;
import dev.breakwater.anonymizer.synthetic.DriveWriter;
import dev.breakwater.anonymizer.synthetic.PlantedObject;
import dev.breakwater.anonymizer.synthetic.SyntheticDrive;
import dev.breakwater.anonymizer.track.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped reader, on plates of the drawn drive, which another program drew than taught it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CtcReaderTest {
  private static final int[] FRAMES = {0, 20, 40, 60, 80, 100, 120, 140, 160};
  private static final double LARGE_PX = 20;

  private final CtcReader reader = CtcReader.open();

  @AfterAll
  void close() {
    reader.close();
  }

  @Test
  void read_drawnPlates_mostAreReadInFull() throws Exception {
    int read = 0;
    int all = 0;
    for (int number : FRAMES) {
      DriveFrame drawn = new SyntheticDrive(DriveWriter.SEED).frame(number);
      try (Frame frame = drawn.toFrame(0)) {
        for (PlantedObject plate : plates(drawn)) {
          all++;
          read += PlateText.isReadBefore(reader.read(frame, box(plate)), plate.text()) ? 1 : 0;
        }
      }
    }
    assertThat(all).isGreaterThanOrEqualTo(5);
    assertThat(read).as("read of %s", all).isGreaterThanOrEqualTo(all * 3 / 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"SOLID", "MOSAIC"})
  @DisplayName("GB/T 44464 B.6: no covered plate can be fully read")
  void read_drawnPlatesCovered_noneIsRead(Redaction redaction) {
    var check = new EffectCheck(List.of(), List.of(reader), List.of());
    for (int number : FRAMES) {
      DriveFrame drawn = new SyntheticDrive(DriveWriter.SEED).frame(number);
      List<Region> regions = new ArrayList<>();
      List<CoveredObject> covered = new ArrayList<>();
      for (PlantedObject plate : plates(drawn)) {
        regions.add(new Region(ObjectClass.PLATE, box(plate), 0, 1, true));
        covered.add(new CoveredObject(ObjectClass.PLATE, box(plate), plate.text()));
      }
      try (Frame taken = drawn.toFrame(0);
          Frame sent = drawn.toFrame(0)) {
        Redactor.of(redaction).redact(sent, regions);
        check.add("drive/" + number, taken, sent, covered);
      }
    }
    assertThat(check.result().readers())
        .singleElement()
        .satisfies(tally -> assertThat(tally.isEvidence()).isTrue())
        .satisfies(tally -> assertThat(tally.after()).isZero());
  }

  @Test
  void read_oneColour_isNothing() throws Exception {
    try (Frame frame = Frame.black(new FrameInfo(0, 0, 0), 64, 48)) {
      assertThat(reader.read(frame, new Box(0, 0, 60, 20))).isEqualTo(PlateReader.Reading.NOTHING);
    }
  }

  @Test
  void parse_twoLinesWithRepeatsAndChinese_readsLatinFromTopToBottom() {
    int chinese = CharacterNetwork.LATIN.length() + 1;
    float[][][] lines = {
      places(chinese, CharacterNetwork.NO_CHARACTER, 11, 11), places(3, 3, 0, 3, 2)
    };
    lines[1][4][2] = (float) Math.log(0.7);

    PlateReader.Reading reading = CtcReader.parse(lines);

    assertThat(reading.text()).isEqualTo("A221");
    assertThat(reading.confidence()).isCloseTo(0.7, within(1e-6));
  }

  @Test
  void parse_nothingButGaps_isNothing() {
    assertThat(CtcReader.parse(new float[][][] {places(0, 0), places(0, 0)}))
        .isEqualTo(PlateReader.Reading.NOTHING);
  }

  private static float[][] places(int... classes) {
    var places = new float[classes.length][CharacterNetwork.LATIN.length() + 2];
    for (int i = 0; i < classes.length; i++) {
      Arrays.fill(places[i], -20);
      places[i][classes[i]] = -0.01f;
    }
    return places;
  }

  private static List<PlantedObject> plates(DriveFrame drawn) {
    return drawn.truth().objects().stream()
        .filter(object -> object.kind() == ObjectClass.PLATE && object.isInScope())
        .filter(object -> Math.min(object.w(), object.h()) >= LARGE_PX)
        .toList();
  }

  private static Box box(PlantedObject plate) {
    return new Box(plate.x(), plate.y(), plate.w(), plate.h());
  }
}
