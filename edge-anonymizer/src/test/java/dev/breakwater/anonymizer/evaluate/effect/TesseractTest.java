package dev.breakwater.anonymizer.evaluate.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.synthetic.DriveFrame;
import dev.breakwater.anonymizer.synthetic.DriveWriter;
import dev.breakwater.anonymizer.synthetic.PlantedObject;
import dev.breakwater.anonymizer.synthetic.SyntheticDrive;
import dev.breakwater.anonymizer.track.Region;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The real Tesseract, on the plate of the car that stands before the lens of the drawn drive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TesseractTest {
  private static final int NEAR_FRAME = 120;

  private final DriveFrame drawn = new SyntheticDrive(DriveWriter.SEED).frame(NEAR_FRAME);
  private final PlantedObject plate =
      drawn.truth().objects().stream()
          .filter(object -> object.kind() == ObjectClass.PLATE && object.isInScope())
          .max((a, b) -> Double.compare(a.w(), b.w()))
          .orElseThrow();
  private final Box box = new Box(plate.x(), plate.y(), plate.w(), plate.h());

  @Test
  void read_drawnPlate_isReadInFull() throws Exception {
    PlateReader tesseract = installed();
    try (Frame frame = drawn.toFrame(0)) {
      PlateReader.Reading reading = tesseract.read(frame, box);

      assertThat(PlateText.isReadBefore(reading, plate.text()))
          .as("%s read as %s", plate.text(), reading)
          .isTrue();
    }
    assertThat(tesseract.name()).startsWith("Tesseract ");
  }

  @ParameterizedTest
  @EnumSource(names = {"SOLID", "MOSAIC"})
  @DisplayName("GB/T 44464 B.6: no covered plate can be fully read")
  void check_drawnPlateCovered_isNotRead(Redaction redaction) {
    Effect effect = check(redaction);

    assertThat(effect.readers())
        .singleElement()
        .satisfies(tally -> assertThat(tally.before()).isEqualTo(1))
        .satisfies(tally -> assertThat(tally.after()).isZero());
    assertThat(effect.hits()).isEmpty();
  }

  @Test
  void check_drawnPlateNotCovered_isAHit() {
    Effect effect = check(Redaction.NONE);

    assertThat(effect.outcome()).isEqualTo(Effect.Outcome.FAILED);
    assertThat(effect.hits())
        .containsExactly(new Effect.Hit("drive", ObjectClass.PLATE, box, installed().name()));
  }

  @Test
  void find_noSuchProgram_isAbsent() {
    assertThat(Tesseract.find("no-such-tesseract")).isEmpty();
    assertThat(Tesseract.find("false")).as("a program that fails").isEmpty();
  }

  @Test
  void read_programHangs_isEndedInTimeAndIsNoAnswer() {
    var hanging =
        new Tesseract(List.of("sh", "-c", "sleep 60; true"), Duration.ofMillis(300), "hanging");
    long before = System.nanoTime();
    try (Frame frame = Frames.textured(0, 64, 64)) {
      assertThatThrownBy(() -> hanging.read(frame, new Box(0, 0, 60, 20)))
          .isInstanceOf(PlateReaderException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void read_programFails_isNoAnswer() {
    var failing =
        new Tesseract(
            List.of("sh", "-c", "cat >/dev/null; exit 3"), Duration.ofSeconds(10), "failing");
    try (Frame frame = Frames.textured(0, 64, 64)) {
      assertThatThrownBy(() -> failing.read(frame, new Box(0, 0, 60, 20)))
          .isInstanceOf(PlateReaderException.class)
          .hasMessageContaining("status 3");
    }
  }

  @Test
  void pgm_partOverTheEdge_hasItsSize() {
    try (Frame frame = Frames.textured(0, 64, 64)) {
      byte[] file = GreyCrop.pgm(frame, new Box(-10, -10, 40, 10));

      String header = "P5 416 128 255\n";
      assertThat(new String(file, 0, header.length(), StandardCharsets.US_ASCII)).isEqualTo(header);
      assertThat(file).hasSize(header.length() + 416 * 128);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "A12345, 京A12345, true",
    "1A123451, 京A12345, true",
    "A1234, 京A12345, false",
    "A12346, 京A12345, false",
    "KX51ABC, '', true",
    "ABCDEFG, '', false",
    "A1, '', false",
    "A1234567890, '', false",
  })
  void isReadBefore_readingAndTruth_decides(String text, String truth, boolean read) {
    assertThat(PlateText.isReadBefore(new PlateReader.Reading(text, 0), truth)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "A12345, 0, 京A12345, true",
    "A12346, 0.9, 京A12345, false",
    "KX51ABC, 0.9, '', true",
    "KX51ABC, 0.2, '', false",
    "KX51ABD, 0.2, '', true",
  })
  void isReadAfter_readingAndTruth_decides(
      String text, double confidence, String truth, boolean read) {
    var before = new PlateReader.Reading("KX51ABD", 0.2);
    var after = new PlateReader.Reading(text, confidence);

    assertThat(PlateText.isReadAfter(after, before, truth)).isEqualTo(read);
  }

  private Effect check(Redaction redaction) {
    var object = new CoveredObject(ObjectClass.PLATE, box, plate.text());
    try (Frame taken = drawn.toFrame(0);
        Frame sent = drawn.toFrame(0)) {
      Redactor.of(redaction).redact(sent, List.of(new Region(ObjectClass.PLATE, box, 0, 1, true)));
      var check = new EffectCheck(List.of(), List.of(installed()), List.of());
      check.add("drive", taken, sent, List.of(object));
      return check.result();
    }
  }

  private static PlateReader installed() {
    var found = Tesseract.find();
    assumeTrue(found.isPresent(), Tesseract.ABSENT);
    return found.orElseThrow();
  }
}
