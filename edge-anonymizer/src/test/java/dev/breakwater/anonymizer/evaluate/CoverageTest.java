package dev.breakwater.anonymizer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoverageTest {
  private static final Offset<Double> EXACTLY = within(1e-9);

  private static double share(Box outline, Mask... masks) {
    return Coverage.share(Quadrilateral.of(outline), areas(masks));
  }

  private static List<MaskedArea> areas(Mask... masks) {
    return List.of(masks).stream().map(MaskedArea::of).toList();
  }

  private static Box box(double left, double top, double width, double height) {
    return new Box(left, top, width, height);
  }

  private static Mask rectangle(double left, double top, double width, double height) {
    return new Mask(ObjectClass.FACE, Mask.Shape.RECTANGLE, box(left, top, width, height), 0);
  }

  private static Mask turned(Box box, double degrees) {
    return new Mask(ObjectClass.FACE, Mask.Shape.ROTATED_RECTANGLE, box, Math.toRadians(degrees));
  }

  private static Mask ellipse(Box box, double degrees) {
    return new Mask(ObjectClass.FACE, Mask.Shape.ELLIPSE, box, Math.toRadians(degrees));
  }

  @Test
  void rectangles_uprightAndOverlapping_countOnce() {
    Box ten = box(0.3, 0.7, 10, 10);
    assertThat(share(ten)).isZero();
    assertThat(share(ten, rectangle(20, 0, 5, 5))).isZero();
    assertThat(share(ten, rectangle(10.3, 0, 5, 20))).as("a common edge").isZero();
    assertThat(share(ten, rectangle(-5, -5, 50, 50))).isEqualTo(1, EXACTLY);
    assertThat(share(ten, rectangle(0.3, 0.7, 5, 10))).isEqualTo(0.5, EXACTLY);
    Mask half = rectangle(0.3, 0.7, 5, 10);
    assertThat(share(ten, half, half)).isEqualTo(0.5, EXACTLY);
    // A cross of two bars: 20 + 20 - 4 of 100.
    Box square = box(0, 0, 10, 10);
    assertThat(share(square, rectangle(-1, 4, 12, 2), rectangle(4, -1, 2, 12)))
        .isEqualTo(0.36, EXACTLY);
    // Two that meet, one inside another, one apart.
    assertThat(
            share(
                square,
                rectangle(0, 0, 3, 10),
                rectangle(3, 0, 2, 10),
                rectangle(1, 1, 1, 1),
                rectangle(8, 0, 1, 5)))
        .isEqualTo(0.55, EXACTLY);
  }

  @Test
  void squares_turnedByHalfARightAngle_shareAnOctagon() {
    Box square = box(3, 4, 10, 10);
    assertThat(share(square, turned(square, 45))).isEqualTo(2 * (Math.sqrt(2) - 1), EXACTLY);
    // The diamond on the middles of the sides has half the area.
    Box inner = box(8 - Math.sqrt(12.5), 9 - Math.sqrt(12.5), Math.sqrt(50), Math.sqrt(50));
    assertThat(share(square, turned(inner, 45))).isEqualTo(0.5, EXACTLY);
  }

  @Test
  void slantedPlate_underItsOwnShape_isCoveredWhole() {
    Mask plate = turned(box(100.1, 50.3, 44, 14), 17);
    assertThat(Coverage.share(plate.corners(), areas(plate))).isEqualTo(1, EXACTLY);
    List<Corner> backwards = new ArrayList<>(plate.corners());
    Collections.reverse(backwards);
    assertThat(Coverage.share(backwards, areas(plate))).isEqualTo(1, EXACTLY);
    Mask half = turned(box(100.1 + 11, 50.3, 22, 14), 17);
    assertThat(Coverage.share(plate.corners(), areas(half))).isEqualTo(0.5, EXACTLY);
  }

  @Test
  void ellipses_inside_haveTheirKnownArea() {
    assertThat(share(box(0, 0, 10, 10), ellipse(box(0, 0, 10, 10), 0)))
        .isEqualTo(Math.PI / 4, EXACTLY);
    for (double degrees : new double[] {0, 30, 90, 137}) {
      assertThat(share(box(0, 0, 20, 20), ellipse(box(6, 8, 8, 4), degrees)))
          .as(degrees + " degrees")
          .isEqualTo(Math.PI * 4 * 2 / 400, EXACTLY);
    }
  }

  @Test
  void ellipses_cutAndOverlapping_haveTheirKnownArea() {
    Mask circle = ellipse(box(0, 0, 10, 10), 0);
    assertThat(share(box(0, 0, 5, 10), circle)).as("half").isEqualTo(Math.PI / 4, EXACTLY);
    // The segment beyond half the radius: r²(π/3 - √3/4).
    double segment = 25 * (Math.PI / 3 - Math.sqrt(3) / 4);
    assertThat(share(box(7.5, 0, 10, 10), circle)).isEqualTo(segment / 100, EXACTLY);
    assertThat(share(box(0, 7.5, 10, 10), circle)).isEqualTo(segment / 100, EXACTLY);
    // Two circles whose centres are one radius apart share r²(2π/3 - √3/2).
    double lens = 25 * (2 * Math.PI / 3 - Math.sqrt(3) / 2);
    double union = 2 * 25 * Math.PI - lens;
    assertThat(share(box(-5, -5, 30, 30), circle, ellipse(box(5, 0, 10, 10), 0)))
        .isEqualTo(union / 900, EXACTLY);
    assertThat(share(box(-5, -5, 30, 30), circle, ellipse(box(0, 5, 10, 10), 0)))
        .isEqualTo(union / 900, EXACTLY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shapes_atRandom_coverWhatAGridOfPointsSays(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 15; round++) {
      Mask outline = turned(randomBox(random), random.nextDouble() * 180);
      Mask[] masks = new Mask[1 + random.nextInt(4)];
      for (int i = 0; i < masks.length; i++) {
        Box box = randomBox(random);
        double degrees = random.nextDouble() * 180;
        masks[i] = random.nextBoolean() ? ellipse(box, degrees) : turned(box, degrees);
      }
      assertThat(Coverage.share(outline.corners(), areas(masks)))
          .as("seed " + seed + ", round " + round)
          .isEqualTo(sampled(outline, masks), within(0.01));
    }
  }

  private static Box randomBox(Random random) {
    return box(
        random.nextDouble() * 20,
        random.nextDouble() * 20,
        5 + random.nextDouble() * 20,
        5 + random.nextDouble() * 20);
  }

  private static double sampled(Mask outline, Mask... masks) {
    int all = 0;
    int covered = 0;
    for (double y = -20; y < 60; y += 0.151) {
      for (double x = -20; x < 60; x += 0.149) {
        if (outline.contains(x, y)) {
          all++;
          for (Mask mask : masks) {
            if (mask.contains(x, y)) {
              covered++;
              break;
            }
          }
        }
      }
    }
    return (double) covered / all;
  }
}
