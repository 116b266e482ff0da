package dev.breakwater.anonymizer.synthetic;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Who does what in the twelve seconds: we follow a white car past parked ones, an electric car
 * overtakes, the traffic stops, and people cross the road between the white car and us.
 */
final class Script {
  /** Metres that we have driven, by seconds. */
  private static final Motion DRIVEN = Motion.through(0, 0, 4.5, 36, 8, 50, 9, 50, 12, 50);

  private final Random random;
  private final List<Actor> actors = new ArrayList<>();

  private Script(long seed) {
    random = new Random(seed);
  }

  static List<Actor> cast(long seed) {
    var script = new Script(seed);
    script.traffic();
    script.parked();
    script.walkers();
    script.crossing();
    return List.copyOf(script.actors);
  }

  static double driven(double seconds) {
    return DRIVEN.at(seconds);
  }

  /** Kilometres per hour. */
  static double speed(double seconds) {
    var from = Math.max(0, seconds - 0.05);
    return 3.6 * (driven(from + 0.1) - driven(from)) / 0.1;
  }

  private void traffic() {
    car(
        Car.Body.SEDAN,
        new Color(214, 216, 218),
        PlateNumber.Kind.BLUE,
        Motion.through(0, 0.1, 6, -0.15, 12, 0.05),
        Motion.through(0, 8, 3, 10, 6, 7.5, 8.6, 3.9, 12, 3.9));
    car(
        Car.Body.SUV,
        new Color(60, 92, 120),
        PlateNumber.Kind.GREEN,
        Motion.still(-3.3),
        Motion.through(0, 4, 1.2, 7, 3, 11, 6, 13, 8.5, 9.5, 12, 9.5));
    car(
        Car.Body.TRUCK,
        new Color(196, 190, 176),
        PlateNumber.Kind.YELLOW_TWO_ROWS,
        Motion.still(-6.9),
        Motion.through(0, 26, 4, 21, 8.5, 17, 12, 17));
    car(
        Car.Body.SEDAN,
        new Color(120, 30, 34),
        PlateNumber.Kind.BLUE,
        Motion.still(-3.5),
        Motion.through(0, 18, 4, 27, 8, 20, 12, 20));
  }

  private void parked() {
    standing(Car.Body.SEDAN, new Color(40, 44, 50), PlateNumber.Kind.BLUE, 12);
    standing(Car.Body.SUV, new Color(176, 178, 182), PlateNumber.Kind.GREEN, 19);
    standing(Car.Body.TRUCK, new Color(92, 124, 150), PlateNumber.Kind.YELLOW_TWO_ROWS, 27);
    standing(Car.Body.SEDAN, new Color(150, 140, 120), PlateNumber.Kind.BLUE, 38);
    standing(Car.Body.SEDAN, new Color(46, 70, 62), PlateNumber.Kind.GREEN, 46);
    standing(Car.Body.SUV, new Color(206, 206, 204), PlateNumber.Kind.BLUE, 59.5);
    standing(Car.Body.TRUCK, new Color(180, 174, 160), PlateNumber.Kind.YELLOW_TWO_ROWS, 67);
  }

  private void walkers() {
    walker(1.75, 20, -1.2, -0.15);
    walker(1.7, 64, -1.25, -0.2);
    walker(2.0, 55.3, 0, -0.3);
    walker(5.4, 30, -1, -0.1);
    walker(5.7, 62, -0.9, 0.1);
  }

  private void crossing() {
    person(
        Motion.through(0, 1.9, 7.8, 1.7, 9.4, 0.35, 10.2, 0.2, 12, -1.5),
        Motion.still(2.7),
        Motion.through(0, -0.3, 9.4, -0.1, 10.2, 0.05, 12, -0.3),
        0.9);
    person(
        Motion.through(0, 2.8, 8.2, 1.9, 10.4, -0.45, 12, -2),
        Motion.still(3.2),
        Motion.through(0, -0.35, 12, -0.25),
        0.9);
    person(
        Motion.through(0, -2, 9, -1.3, 11, -0.35, 12, -0.2),
        Motion.still(1.75),
        Motion.through(0, 0.35, 11, 0.15, 12, 0),
        0.8);
  }

  private void car(Car.Body body, Color paint, PlateNumber.Kind kind, Motion x, Motion z) {
    var track = "plate-" + (actors.stream().filter(Car.class::isInstance).count() + 1);
    actors.add(new Car(track, body, paint, PlateNumber.draw(kind, random), x, z));
  }

  private void standing(Car.Body body, Color paint, PlateNumber.Kind kind, double worldZ) {
    car(body, paint, kind, Motion.still(3.35), fromWorld(worldZ, 0));
  }

  private void walker(double x, double worldZ, double speed, double yaw) {
    person(Motion.still(x), fromWorld(worldZ, speed), Motion.still(yaw), speed == 0 ? 0 : 0.9);
  }

  private void person(Motion x, Motion z, Motion yaw, double strideHz) {
    var track = "face-" + (actors.stream().filter(Pedestrian.class::isInstance).count() + 1);
    actors.add(new Pedestrian(track, Look.draw(random), x, z, yaw, strideHz));
  }

  private static Motion fromWorld(double z, double speed) {
    var keys = new double[2 * 121];
    for (int i = 0; i <= 120; i++) {
      var seconds = i / 10.0;
      keys[2 * i] = seconds;
      keys[2 * i + 1] = z + speed * seconds - driven(seconds);
    }
    return Motion.through(keys);
  }
}
