package dev.breakwater.anonymizer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.track.Region;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SolidRedactorTest {
  private static final int BLACK = 16;
  private static final int GREY = 128;

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void redactor_anyRegion_leavesNothingOfItAndEverythingElse(long seed) {
    var random = new Random(seed);
    int width = 20 + random.nextInt(60);
    int height = 20 + random.nextInt(60);
    Box box =
        new Box(
            random.nextDouble(-30, width + 10),
            random.nextDouble(-30, height + 10),
            random.nextDouble(0.5, 50),
            random.nextDouble(0.5, 50));
    try (Frame frame = Frames.textured(0, width, height)) {
      List<Mask> masks =
          Redactor.of(Redaction.SOLID)
              .redact(frame, List.of(new Region(ObjectClass.PLATE, box, 0, 1, true)));
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          boolean masked = isIn(masks, x, y);
          assertThat(masked || !touches(box, x, y)).as("%s %s", x, y).isTrue();
          assertThat(Frames.luma(frame, x, y) == BLACK).isEqualTo(masked);
          assertThat(isGrey(frame, x, y)).isEqualTo(masked);
        }
      }
    }
  }

  @Test
  void redactor_facesAndPlates_growsThem() {
    try (Frame frame = Frames.textured(0, 400, 400)) {
      var masks =
          Redactor.of(Redaction.SOLID)
              .redact(
                  frame,
                  List.of(
                      new Region(ObjectClass.FACE, new Box(100, 100, 100, 50), 0, 1, true),
                      new Region(ObjectClass.PLATE, new Box(200, 200, 80, 40), 0, 1, true)));
      assertThat(masks)
          .containsExactly(
              Mask.rectangle(ObjectClass.FACE, 90, 94, 210, 156),
              Mask.rectangle(ObjectClass.PLATE, 190, 194, 290, 246));
    }
  }

  private static boolean touches(Box box, int x, int y) {
    return box.left() < x + 1 && box.right() > x && box.top() < y + 1 && box.bottom() > y;
  }

  private static boolean isIn(List<Mask> masks, int x, int y) {
    return masks.stream()
        .anyMatch(
            mask ->
                x >= mask.box().left()
                    && x < mask.box().right()
                    && y >= mask.box().top()
                    && y < mask.box().bottom());
  }

  private static boolean isGrey(Frame frame, int x, int y) {
    return (frame.plane(1).get(y / 2 * frame.stride(1) + x / 2) & 0xff) == GREY
        && (frame.plane(2).get(y / 2 * frame.stride(2) + x / 2) & 0xff) == GREY;
  }
}
