package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

final class StageTest {
  private final BufferedImage picture = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
  private final Stage stage = new Stage(new Lens(100, 100), picture);

  @Test
  void strike_nothingInFront_returnsTheWholeBox() {
    plant(10, 20, 24, 24);
    assertThat(stage.strike())
        .containsExactly(new PlantedObject("a", ObjectClass.PLATE, "", 10, 20, 24, 24, 1));
  }

  @Test
  void strike_leftHalfCovered_returnsTheRightHalf() {
    plant(10, 20, 24, 24);
    stage.cover(new Rectangle2D.Double(0, 0, 22, 100));
    var seen = stage.strike().get(0);
    assertThat(seen.x()).isCloseTo(22, within(0.01));
    assertThat(seen.w()).isCloseTo(12, within(0.01));
    assertThat(seen.visible()).isCloseTo(0.5, within(0.01));
  }

  @Test
  void solid_leftHalf_isPaintedAndCovers() {
    plant(10, 20, 24, 24);
    var local = AffineTransform.getScaleInstance(2, 2);
    stage.solid(local, new Rectangle2D.Double(0, 0, 11, 50), Color.RED);
    assertThat(stage.strike().get(0).visible()).isCloseTo(0.5, within(0.01));
    assertThat(new Color(picture.getRGB(21, 99))).isEqualTo(Color.RED);
    assertThat(new Color(picture.getRGB(23, 50))).isEqualTo(Color.BLACK);
  }

  @Test
  void draw_motorcycleInFront_itsMirrorsHideToo() {
    var number = new PlateNumber(PlateNumber.Kind.MOTORCYCLE, "\u4eacA12345");
    var mirror = stage.lens().upright(0, 4).transform(new Point2D.Double(0.36, -1.15), null);
    plant(mirror.getX() - 1, mirror.getY() - 0.5, 2, 1);
    new Motorcycle("b", Color.RED, number, 0, 4).draw(stage, 0);
    assertThat(stage.strike()).extracting(PlantedObject::track).containsExactly("b");
  }

  @Test
  void strike_coveredBeforeItWasDrawn_isInView() {
    stage.cover(new Rectangle2D.Double(0, 0, 100, 100));
    plant(10, 20, 24, 24);
    assertThat(stage.strike()).hasSize(1);
  }

  @Test
  void strike_wholeCoveredOrOutside_returnsNothing() {
    plant(10, 20, 24, 24);
    plant(-30, 20, 24, 24);
    stage.cover(new Rectangle2D.Double(0, 0, 100, 100));
    assertThat(stage.strike()).isEmpty();
  }

  @Test
  void strike_cutByTheFrame_returnsThePartInside() {
    plant(-12, 20, 24, 24);
    var seen = stage.strike().get(0);
    assertThat(seen.x()).isZero();
    assertThat(seen.w()).isCloseTo(12, within(0.01));
    assertThat(seen.visible()).isCloseTo(0.5, within(0.01));
  }

  private void plant(double x, double y, double w, double h) {
    stage.plant("a", ObjectClass.PLATE, "", new Rectangle2D.Double(x, y, w, h));
  }
}
