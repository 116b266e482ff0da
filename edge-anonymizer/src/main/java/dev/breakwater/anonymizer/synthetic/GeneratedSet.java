package dev.breakwater.anonymizer.synthetic;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Drawn stills of a street, each with other houses, vehicles, people and light: synthetic pictures
 * for a test with exact boxes and every kind of plate. The same pictures for the same seed, in any
 * order. Immutable; pictures may be drawn by several threads at once.
 */
public final class GeneratedSet {
  static final int WIDTH_PX = 1920;
  static final int HEIGHT_PX = 1080;

  private static final List<Light> LIGHTS = List.of(Light.values());
  private static final double LONGEST_DRIVE_M = 60;

  private final long seed;
  private final Lens lens = new Lens(WIDTH_PX, HEIGHT_PX);
  private final Sensor sensor;

  /**
   * @param seed of everything invented
   */
  public GeneratedSet(long seed) {
    this.seed = seed;
    this.sensor = new Sensor(seed);
  }

  /**
   * Draws one picture.
   *
   * @param number from 0
   */
  GeneratedPicture picture(int number) {
    var random = new Random(31 * seed + number);
    List<Actor> actors = new Passers(random, number).cast();
    var ideal = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_INT_RGB);
    var stage = new Stage(lens, ideal);
    new Street(random.nextLong()).draw(stage, LONGEST_DRIVE_M * random.nextDouble());
    stage.draw(actors, 0);
    var truth = new FrameTruth(number, 0, stage.strike());
    LIGHTS.get(number % LIGHTS.size()).fallOn(ideal, random);
    var taken = new DriveFrame(sensor.expose(ideal, seed + number), truth);
    return new GeneratedPicture(taken, plateKinds(actors));
  }

  private static Map<String, String> plateKinds(List<Actor> actors) {
    return actors.stream()
        .filter(actor -> actor.plate().isPresent())
        .collect(
            Collectors.toMap(Actor::track, actor -> actor.plate().orElseThrow().kind().label()));
  }
}
