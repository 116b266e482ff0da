package dev.breakwater.anonymizer.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.track.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RedactorTest {
  private static final int BLACK = 16;
  private static final int NO_BLUE = 128;
  private static final int RED = 240;

  /** Points across a pixel at which it is asked whether a shape touches it. */
  private static final int FINE = 8;

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  /** A region anywhere about a small frame of any, odd sides too. */
  private record Case(int width, int height, Region region, Growth growth) {
    static Case of(long seed) {
      var random = new Random(seed);
      int width = 20 + random.nextInt(60);
      int height = 20 + random.nextInt(60);
      Box box =
          new Box(
              random.nextDouble(-30, width + 10),
              random.nextDouble(-30, height + 10),
              random.nextDouble(0.5, 50),
              random.nextDouble(0.5, 50));
      double[] tilts = {0, 0.005, 0.3, -1.2, Math.PI / 2, random.nextDouble(-4, 4)};
      double tilt = tilts[random.nextInt(tilts.length)];
      Growth growth =
          random.nextBoolean()
              ? Growth.usual(Redaction.SOLID)
              : Growth.usual(Redaction.SOLID).withEllipse(ObjectClass.PLATE);
      return new Case(width, height, new Region(ObjectClass.PLATE, box, tilt, 1, true), growth);
    }

    /** Asks whether the object itself, without margin, touches a pixel. */
    boolean touches(int x, int y) {
      Box box = region.box();
      double cos = Math.cos(region.tilt());
      double sin = Math.sin(region.tilt());
      for (int i = 0; i <= FINE; i++) {
        for (int j = 0; j <= FINE; j++) {
          double right = x + (double) i / FINE - box.left() - box.width() / 2;
          double down = y + (double) j / FINE - box.top() - box.height() / 2;
          if (Math.abs(right * cos + down * sin) < box.width() / 2
              && Math.abs(down * cos - right * sin) < box.height() / 2) {
            return true;
          }
        }
      }
      return false;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void solid_anyRegion_leavesNothingOfItAndEverythingElse(long seed) {
    Case tried = Case.of(seed);
    try (Frame frame = Frames.textured(0, tried.width, tried.height)) {
      List<Mask> masks = redact(Redaction.SOLID, tried, frame);
      for (int y = 0; y < tried.height; y++) {
        for (int x = 0; x < tried.width; x++) {
          boolean black = Frames.luma(frame, x, y) == BLACK;
          assertThat(black || !tried.touches(x, y)).as("%s %s of %s", x, y, tried).isTrue();
          assertThat(isRed(frame, x, y)).as("%s %s of %s", x, y, tried).isEqualTo(black);
          assertThat(!black || isNear(masks, x / 2 * 2 + 1, y / 2 * 2 + 1)).isTrue();
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void otherModes_anyRegion_changeOnlyWhatSolidCovers(long seed) {
    Case tried = Case.of(seed);
    try (Frame solid = Frames.noisy(0, tried.width, tried.height);
        Frame before = Frames.noisy(0, tried.width, tried.height)) {
      List<Mask> masks = redact(Redaction.SOLID, tried, solid);
      for (Redaction redaction : Redaction.values()) {
        try (Frame frame = Frames.noisy(0, tried.width, tried.height)) {
          assertThat(redact(redaction, tried, frame)).isEqualTo(masks);
          for (int y = 0; y < tried.height; y++) {
            for (int x = 0; x < tried.width; x++) {
              if (redaction == Redaction.NONE || !isRed(solid, x, y)) {
                assertThat(Frames.luma(frame, x, y)).isEqualTo(Frames.luma(before, x, y));
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mosaic_anyRegion_leavesFewValues(long seed) {
    Case tried = Case.of(seed);
    try (Frame solid = Frames.textured(0, tried.width, tried.height);
        Frame frame = Frames.noisy(0, tried.width, tried.height)) {
      redact(Redaction.SOLID, tried, solid);
      redact(Redaction.MOSAIC, tried, frame);
      Set<Integer> values = new HashSet<>();
      for (int y = 0; y < tried.height; y++) {
        for (int x = 0; x < tried.width; x++) {
          if (Frames.luma(solid, x, y) == BLACK) {
            values.add(Frames.luma(frame, x, y));
          }
        }
      }
      Box box = tried.region.box();
      double ratio = Math.max(box.width(), box.height()) / Math.min(box.width(), box.height());
      int most = MosaicPaint.SHORT_SIDE_CELLS * MosaicPaint.LONG_SIDE_CELLS;
      assertThat(values.size()).isLessThanOrEqualTo((int) Math.min(most, 9 * (ratio + 1)));
    }
  }

  @Test
  void mosaic_uprightObject_leavesAtMostThreeByThreeCells() {
    try (Frame frame = Frames.noisy(0, 301, 301)) {
      Mask mask = redact(Redaction.MOSAIC, frame, ObjectClass.FACE, new Box(50, 50, 100, 100), 0);
      Set<Integer> values = values(frame, mask);
      assertThat(values).hasSizeBetween(2, 9);
    }
  }

  @Test
  void mosaic_objectHalfOutside_hasCellsOfTheWholeObject() {
    try (Frame frame = Frames.noisy(0, 200, 200)) {
      Mask mask = redact(Redaction.MOSAIC, frame, ObjectClass.FACE, new Box(-90, 50, 100, 100), 0);
      assertThat(values(frame, mask)).hasSizeLessThanOrEqualTo(6);
    }
  }

  @Test
  void blur_noise_leavesLittleOfItsContrast() {
    try (Frame frame = Frames.noisy(0, 201, 201)) {
      Mask mask = redact(Redaction.BLUR, frame, ObjectClass.FACE, new Box(50, 50, 80, 80), 0.4);
      assertThat(mask.shape()).isEqualTo(Mask.Shape.ROTATED_RECTANGLE);
      int least = 255;
      int most = 0;
      for (int y = 60; y < 120; y++) {
        for (int x = 60; x < 120; x++) {
          least = Math.min(least, Frames.luma(frame, x, y));
          most = Math.max(most, Frames.luma(frame, x, y));
        }
      }
      assertThat(most - least).isLessThan(25);
    }
  }

  @ParameterizedTest
  @EnumSource(Redaction.class)
  void redactor_absurdRegions_neitherThrowsNorWritesOutside(Redaction redaction) {
    double[] places = {-1e308, -1e7, -5000, -3, 0, 30, 62, 1e7};
    double[] sides = {1e-300, 0.1, 40, 1e5, 1e200};
    List<Region> regions = new ArrayList<>();
    for (double place : places) {
      for (double side : sides) {
        for (double tilt : new double[] {0, 0.7, Double.NaN}) {
          Box box = new Box(place, -place / 2, side, side * 0.7);
          regions.add(new Region(ObjectClass.FACE, box, tilt, 0, true));
        }
      }
    }
    for (Growth growth :
        List.of(
            Growth.usual(Redaction.SOLID),
            Growth.usual(Redaction.SOLID).withEllipse(ObjectClass.FACE))) {
      try (Frame frame = Frames.textured(0, 63, 41)) {
        assertThat(Redactor.of(redaction, growth).redact(frame, regions)).isNotEmpty();
      }
    }
  }

  @Test
  void region_outsideTheFrame_hasNoMask() {
    try (Frame frame = Frames.textured(0, 63, 41)) {
      var region = new Region(ObjectClass.PLATE, new Box(70, 50, 10, 10), 0.5, 0, true);
      assertThat(Redactor.of(Redaction.SOLID).redact(frame, List.of(region))).isEmpty();
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
              Mask.rectangle(ObjectClass.FACE, 82, 90, 218, 160),
              Mask.rectangle(ObjectClass.PLATE, 190, 194, 290, 246));
    }
  }

  @Test
  void redactions_onlySolidAndMosaic_leaveTheCar() {
    assertThat(Redaction.values())
        .filteredOn(Redaction::leavesCar)
        .containsExactly(Redaction.SOLID, Redaction.MOSAIC);
  }

  @Test
  void growth_belowOneOrNotANumber_isRefused() {
    for (double factor : new double[] {0.9, -1, 11, Double.NaN}) {
      assertThatThrownBy(() -> new Growth(factor, 1.2, Set.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<Mask> redact(Redaction redaction, Case tried, Frame frame) {
    return Redactor.of(redaction, tried.growth).redact(frame, List.of(tried.region));
  }

  private static Mask redact(
      Redaction redaction, Frame frame, ObjectClass kind, Box box, double tilt) {
    return Redactor.of(redaction)
        .redact(frame, List.of(new Region(kind, box, tilt, 1, true)))
        .get(0);
  }

  private static Set<Integer> values(Frame frame, Mask mask) {
    Set<Integer> values = new HashSet<>();
    for (int y = (int) mask.box().top(); y < mask.box().bottom(); y++) {
      for (int x = (int) mask.box().left(); x < mask.box().right(); x++) {
        values.add(Frames.luma(frame, x, y));
      }
    }
    return values;
  }

  /** Asks whether a block of pixels, by its centre, may touch a mask. */
  private static boolean isNear(List<Mask> masks, double x, double y) {
    return masks.stream().anyMatch(mask -> isNear(mask, x, y));
  }

  private static boolean isNear(Mask mask, double x, double y) {
    double right = x - mask.box().left() - mask.box().width() / 2;
    double down = y - mask.box().top() - mask.box().height() / 2;
    double cos = Math.cos(mask.tilt());
    double sin = Math.sin(mask.tilt());
    double farthest = Math.sqrt(2);
    double across = Math.abs(right * cos + down * sin) - farthest;
    double along = Math.abs(down * cos - right * sin) - farthest;
    double halfWidth = mask.box().width() / 2;
    double halfHeight = mask.box().height() / 2;
    if (mask.shape() != Mask.Shape.ELLIPSE) {
      return across <= halfWidth && along <= halfHeight;
    }
    double outX = Math.max(0, across) / halfWidth;
    double outY = Math.max(0, along) / halfHeight;
    return outX * outX + outY * outY <= 1;
  }

  private static boolean isRed(Frame frame, int x, int y) {
    return (frame.plane(1).get(y / 2 * frame.stride(1) + x / 2) & 0xff) == NO_BLUE
        && (frame.plane(2).get(y / 2 * frame.stride(2) + x / 2) & 0xff) == RED;
  }
}
