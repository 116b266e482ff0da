package dev.breakwater.anonymizer.synthetic;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A drive through a drawn street: twelve seconds, the same pictures for the same seed. Frames may
 * be asked for in any order. Immutable; frames may be drawn by several threads at once.
 */
public final class SyntheticDrive {
  /** Length of the drive in seconds. */
  public static final int SECONDS = 12;

  /** Pictures in a second. */
  public static final int FRAMES_PER_SECOND = 15;

  /** Width of a picture in pixels. */
  public static final int WIDTH_PX = 1280;

  /** Height of a picture in pixels. */
  public static final int HEIGHT_PX = 720;

  private final long seed;
  private final Lens lens = new Lens(WIDTH_PX, HEIGHT_PX);
  private final Street street;
  private final List<Actor> actors;
  private final Sensor sensor;

  /**
   * @param seed of everything invented: numbers, persons, houses, trees, grain
   */
  public SyntheticDrive(long seed) {
    this.seed = seed;
    this.street = new Street(seed);
    this.actors = Script.cast(seed);
    this.sensor = new Sensor(seed);
  }

  /** Returns how many frames the drive has. */
  public int frameCount() {
    return SECONDS * FRAMES_PER_SECOND;
  }

  /** Draws all frames in turn, each when it is asked for. */
  public Stream<DriveFrame> frames() {
    return IntStream.range(0, frameCount()).mapToObj(this::frame);
  }

  /**
   * Draws one frame.
   *
   * @param index from 0 to {@link #frameCount()} - 1
   */
  public DriveFrame frame(int index) {
    if (index < 0 || index >= frameCount()) {
      throw new IllegalArgumentException("no frame " + index + " in a drive of " + frameCount());
    }
    var seconds = (double) index / FRAMES_PER_SECOND;
    var ideal = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_INT_RGB);
    var stage = new Stage(lens, ideal);
    street.draw(stage, Script.driven(seconds));
    stage.draw(actors, seconds);
    var truth = new FrameTruth(index, Math.round(1000 * seconds), stage.strike());
    return new DriveFrame(sensor.expose(ideal, seed + index), truth);
  }
}
