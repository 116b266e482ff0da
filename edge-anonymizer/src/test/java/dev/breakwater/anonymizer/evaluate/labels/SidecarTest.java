package dev.breakwater.anonymizer.evaluate.labels;

import static dev.breakwater.anonymizer.detect.ObjectClass.FACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SidecarTest {
  private static final String MASK =
      "{'frame': 3, 'seconds': 0, 'class': 'face', 'shape': 'rectangle',"
          + " 'corners': [[0, 0], [8, 0], [8, 4], [0, 4]], 'score': 1}";

  @TempDir Path folder;

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("a.masks.jsonl"), text.replace('\'', '"'));
  }

  private String problem(String text) throws Exception {
    Path file = write(text);
    return String.valueOf(
        catchThrowableOfType(LabelsRejectedException.class, () -> Sidecar.read(file)).getMessage());
  }

  @Test
  void lines_areMasksAndWithheldFrames() throws Exception {
    Sidecar sidecar =
        Sidecar.read(write(MASK + "\n" + MASK + "\n{'frame': 4, 'withheld': 'late'}\n"));
    MaskedArea mask = MaskedArea.upright(FACE, new Box(0, 0, 8, 4));
    assertThat(sidecar.masks(3)).containsExactly(mask, mask);
    assertThat(sidecar.masks(5)).isEmpty();
    assertThat(sidecar.withheld(3)).isEmpty();
    assertThat(sidecar.withheld(4)).contains("late");
    assertThat(Sidecar.read(write("")).masks(0)).isEmpty();
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'frame': 3, |``|1.frame: is missing",
        "'frame': 3|'frame': -3|1.frame: is no number",
        "'face'|'horse'|'horse' is neither face nor plate",
        "'rectangle'|'star'|'star' is no rectangle, rotated_rectangle or ellipse",
        "[8, 0]|[8, 9]|corners: are not four in convex order",
        "[8, 0]|[8e9, 0]|corners[1][0]: is no number",
        "'frame': 3|'frame': 3 3|:1: is no JSON"
      })
  void line_withAMistake_isNamed(String from, String to, String problem) throws Exception {
    assertThat(MASK).contains(from);
    assertThat(problem(MASK.replace(from, to))).contains(problem).contains("a.masks.jsonl:1");
  }

  @Test
  void list_beyondItsLimitsOrAgainstItself_isRefused() throws Exception {
    assertThat(problem((MASK + "\n").repeat(OurLabels.MAX_OBJECTS + 1)))
        .contains("a frame has 2000 masks at most");
    assertThat(problem(MASK.replace("}", " ".repeat(Sidecar.MAX_LINE) + "}")))
        .contains("lines of 4000 characters at most");
    assertThat(problem(MASK + "\n{'frame': 3, 'withheld': 'late'}"))
        .contains("frame 3 is withheld and has masks");
    Path file = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff});
    assertThat(
            catchThrowableOfType(LabelsRejectedException.class, () -> Sidecar.read(file))
                .problems())
        .singleElement()
        .asString()
        .contains("is no UTF-8 text");
  }
}
