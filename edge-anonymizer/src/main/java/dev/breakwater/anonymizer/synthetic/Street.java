package dev.breakwater.anonymizer.synthetic;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What stands still: sky, houses, trees, road. World z is measured from where the drive begins. */
final class Street {
  private static final double FAR_M = 160;
  private static final double LEFT_KERB_M = -9.4;
  private static final double RIGHT_KERB_M = 4.6;
  private static final double FIRST_FLOOR_M = 4.3;
  private static final int LEAVES = 60;
  private static final double LANE_M = 3.4;

  private final List<House> houses = new ArrayList<>();
  private final List<Tree> trees = new ArrayList<>();

  private record House(double x, double near, double far, double height, Color wall) {}

  private record Tree(double x, double z, long seed) {}

  Street(long seed) {
    var random = new Random(seed);
    for (int side = -1; side <= 1; side += 2) {
      for (double z = -5; z < FAR_M + 60; ) {
        var length = 12 + 10 * random.nextDouble();
        var grey = 120 + random.nextInt(70);
        var wall =
            new Color(
                grey + random.nextInt(24), grey + random.nextInt(14), grey - random.nextInt(20));
        houses.add(
            new House(
                side < 0 ? -14 : 10, z, z + length - 1.5, 9 + 14 * random.nextDouble(), wall));
        z += length;
      }
    }
    for (double z = 4; z < FAR_M + 60; z += 9) {
      trees.add(new Tree(RIGHT_KERB_M + 1.2, z, random.nextLong()));
      trees.add(new Tree(LEFT_KERB_M - 1.4, z + 4, random.nextLong()));
    }
    houses.sort((a, b) -> Double.compare(b.near(), a.near()));
    trees.sort((a, b) -> Double.compare(b.z(), a.z()));
  }

  /**
   * @param driven metres from where the drive began
   */
  void draw(Stage stage, double driven) {
    sky(stage);
    ground(stage, driven);
    houses.stream()
        .filter(h -> h.far() - driven > 1 && h.near() - driven < FAR_M)
        .forEach(h -> house(stage, h, driven));
    trees.stream()
        .filter(t -> t.z() - driven > 2.5 && t.z() - driven < FAR_M)
        .forEach(t -> tree(stage, t, driven));
  }

  private static void sky(Stage stage) {
    var lens = stage.lens();
    var horizon = (float) lens.horizon();
    stage.fill(
        new Rectangle2D.Double(0, 0, lens.widthPx(), horizon + 2),
        new GradientPaint(0, 0, new Color(126, 164, 208), 0, horizon, new Color(222, 228, 232)));
  }

  private static void ground(Stage stage, double driven) {
    var lens = stage.lens();
    stage.fill(
        new Rectangle2D.Double(0, lens.horizon(), lens.widthPx(), lens.heightPx()),
        new Color(142, 138, 132));
    strip(stage, LEFT_KERB_M, RIGHT_KERB_M, 0, FAR_M, new Color(84, 85, 88));
    strip(stage, RIGHT_KERB_M, RIGHT_KERB_M + 0.25, 0, FAR_M, new Color(176, 174, 168));
    strip(stage, LEFT_KERB_M - 0.25, LEFT_KERB_M, 0, FAR_M, new Color(176, 174, 168));
    strip(stage, 2.05, 2.17, 0, FAR_M, new Color(204, 204, 200));
    for (double z = 6 * Math.floor(driven / 6); z < driven + 90; z += 6) {
      for (int lane = 0; lane < 2; lane++) {
        var x = -1.7 - lane * LANE_M;
        strip(stage, x - 0.07, x + 0.07, z - driven, z - driven + 3, new Color(204, 204, 200));
      }
    }
  }

  private static void strip(
      Stage stage, double left, double right, double near, double far, Color color) {
    if (far > 0.8) {
      stage.fill(
          stage.lens().polygon(left, 0, near, left, 0, far, right, 0, far, right, 0, near), color);
    }
  }

  private static void house(Stage stage, House house, double driven) {
    var near = house.near() - driven;
    var far = house.far() - driven;
    var haze = Math.min(0.7, near / FAR_M);
    var wall = Shade.mix(house.wall(), new Color(214, 220, 226), Math.max(0, haze));
    var x = house.x();
    var back = x < 0 ? x - 20 : x + 20;
    if (near > 1) {
      stage.fill(
          stage
              .lens()
              .polygon(
                  x, 0, near, x, house.height(), near, back, house.height(), near, back, 0, near),
          Shade.dark(wall, 0.18));
    }
    stage.fill(
        stage
            .lens()
            .polygon(x, 0, near, x, house.height(), near, x, house.height(), far, x, 0, far),
        x < 0 ? Shade.dark(wall, 0.25) : wall);
    plinth(stage, house, near, far, Shade.dark(wall, 0.3));
    windows(stage, house, driven, Shade.mix(new Color(70, 82, 96), wall, 0.25 + Math.max(0, haze)));
  }

  /** No windows at street level: a row of them looks like the characters of a large plate. */
  private static void plinth(Stage stage, House house, double near, double far, Color stone) {
    var x = house.x();
    stage.fill(stage.lens().polygon(x, 0, near, x, 1.1, near, x, 1.1, far, x, 0, far), stone);
  }

  private static void windows(Stage stage, House house, double driven, Color glass) {
    for (double y = FIRST_FLOOR_M; y < house.height() - 1.5; y += 3.1) {
      for (double z = house.near() + 1; z < house.far() - 1.5; z += 2.6) {
        var near = z - driven;
        if (near > 1) {
          var x = house.x();
          stage.fill(
              stage
                  .lens()
                  .polygon(x, y, near, x, y + 1.6, near, x, y + 1.6, near + 1.4, x, y, near + 1.4),
              glass);
        }
      }
    }
  }

  private static void tree(Stage stage, Tree tree, double driven) {
    var random = new Random(tree.seed());
    var ink = stage.ink(stage.lens().upright(tree.x(), tree.z() - driven));
    ink.setPaint(new Color(86, 70, 56));
    ink.fill(new Rectangle2D.Double(-0.13, -3.4, 0.26, 3.4));
    for (int i = 0; i < LEAVES; i++) {
      var light = (double) i / LEAVES;
      var leaf =
          Shade.mix(new Color(42, 66, 38), new Color(116, 142, 78), light * random.nextDouble());
      var reach = 1.7 * random.nextDouble();
      var angle = 2 * Math.PI * random.nextDouble();
      var size = i < LEAVES / 2 ? 0.9 : 0.45;
      Shade.soft(
          ink,
          leaf,
          1,
          reach * Math.cos(angle) - 0.3 * light,
          -4.5 - 0.8 * light + reach * Math.sin(angle),
          size,
          0.85 * size);
    }
    ink.dispose();
  }
}
