package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.synthetic.PlateNumber.Kind;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Who stands where in a still, by chance: a vehicle in each lane and at the kerb, a motorcycle
 * between them, and people in front. All plates are within 18 m and all faces within 8 m, where
 * they are large enough to be in scope of GB/T 44464-2024 5.6.2.1.
 */
final class Passers {
  private static final double[] LANES_M = {-6.9, -3.4, 0, 3.4};
  private static final double FARTHEST_PLATE_M = 17.5;
  private static final double NEAREST_CAR_M = 4;
  private static final double FARTHEST_MOTORCYCLE_M = 9;

  /** Half of what the lens sees across at a distance of one metre, less a margin. */
  private static final double HALF_VIEW = 0.4;

  private static final int PLACES = 5;
  private static final double NEAREST_PERSON_M = 2.6;
  private static final double FARTHEST_PERSON_M = 7.6;
  private static final double WIDEST_YAW = 0.5;

  /** Odd, so that each kind comes by in each lane. */
  private static final int KIND_STEP = 3;

  /** Kinds that cars have; motorcycles have their own. */
  private static final List<Kind> CAR_KINDS =
      List.of(
          Kind.BLUE,
          Kind.GREEN,
          Kind.YELLOW_TWO_ROWS,
          Kind.YELLOW,
          Kind.YELLOW_GREEN,
          Kind.POLICE,
          Kind.MILITARY,
          Kind.BLACK);

  private final Random random;
  private final int number;
  private final List<Actor> actors = new ArrayList<>();

  /**
   * @param number of the still: kinds take turns
   */
  Passers(Random random, int number) {
    this.random = random;
    this.number = number;
  }

  List<Actor> cast() {
    for (int lane = 0; lane < LANES_M.length; lane++) {
      car(CAR_KINDS.get((number * KIND_STEP + lane) % CAR_KINDS.size()), LANES_M[lane]);
    }
    motorcycle();
    people();
    return List.copyOf(actors);
  }

  private void car(Kind kind, double lane) {
    var x = lane + between(-0.4, 0.4);
    var nearest = Math.max(NEAREST_CAR_M, Math.abs(x) / HALF_VIEW);
    var z = Math.min(FARTHEST_PLATE_M, between(nearest, FARTHEST_PLATE_M));
    actors.add(
        new Car(
            "plate-" + (actors.size() + 1),
            body(kind),
            paint(kind),
            PlateNumber.draw(kind, random),
            Motion.still(x),
            Motion.still(z)));
  }

  private Car.Body body(Kind kind) {
    return switch (kind) {
      case YELLOW_TWO_ROWS, YELLOW, YELLOW_GREEN -> Car.Body.TRUCK;
      default -> random.nextBoolean() ? Car.Body.SEDAN : Car.Body.SUV;
    };
  }

  private Color paint(Kind kind) {
    var white = kind == Kind.POLICE;
    var grey = white ? 226 : 30 + random.nextInt(190);
    return new Color(tinted(grey), tinted(grey), tinted(grey));
  }

  private int tinted(int grey) {
    return Math.max(0, Math.min(255, grey + random.nextInt(49) - 24));
  }

  private void motorcycle() {
    var x = (random.nextBoolean() ? -1.7 : 1.7) + between(-0.2, 0.2);
    var z = between(Math.abs(x) / HALF_VIEW, FARTHEST_MOTORCYCLE_M);
    var plate = PlateNumber.draw(Kind.MOTORCYCLE, random);
    actors.add(new Motorcycle("plate-" + (actors.size() + 1), paint(Kind.MOTORCYCLE), plate, x, z));
  }

  /** In other places of the picture, so that no face hides another. */
  private void people() {
    for (int place = 0; place < PLACES; place++) {
      if (random.nextInt(PLACES) < 3) {
        var z = between(NEAREST_PERSON_M, FARTHEST_PERSON_M);
        var x = HALF_VIEW * z * (2 * (place + between(0.3, 0.7)) / PLACES - 1);
        actors.add(
            new Pedestrian(
                "face-" + (place + 1),
                Look.draw(random),
                Motion.still(x),
                Motion.still(z),
                Motion.still(between(-WIDEST_YAW, WIDEST_YAW)),
                0));
      }
    }
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }
}
