package dev.breakwater.anonymizer.synthetic;

import java.awt.Color;
import java.awt.geom.Area;
import java.util.Optional;

/**
 * A vehicle seen from behind.
 *
 * @param x metres to the right of the lens, of the middle of its rear
 * @param z metres from the lens to its rear
 */
record Car(String track, Body body, Color paint, PlateNumber number, Motion x, Motion z)
    implements Actor {
  /** Sizes in metres. */
  enum Body {
    SEDAN(1.82, 1.46, 4.6, 0.66),
    SUV(1.9, 1.7, 4.6, 0.8),
    TRUCK(2.2, 2.9, 6.0, 0.62);

    final double width;
    final double height;
    final double length;
    final double plateHeight;

    Body(double width, double height, double length, double plateHeight) {
      this.width = width;
      this.height = height;
      this.length = length;
      this.plateHeight = plateHeight;
    }
  }

  @Override
  public Optional<PlateNumber> plate() {
    return Optional.of(number);
  }

  @Override
  public double distance(double seconds) {
    return z.at(seconds);
  }

  @Override
  public void draw(Stage stage, double seconds) {
    var left = x.at(seconds);
    var near = z.at(seconds);
    if (near < 1) {
      return;
    }
    var artist = new CarArtist(stage, this, left, near);
    var outline = new Area(artist.rear());
    artist.sides().forEach(side -> outline.add(new Area(side)));
    stage.cover(outline);
    artist.draw();
    var plate = stage.lens().upright(left, near);
    plate.translate(0, -body.plateHeight);
    PlateArtist.draw(stage, track, number, plate);
  }
}
