package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.CharacterNetwork;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.frame.Frame;

/**
 * The shipped network that reads plates, trained with connectionist temporal classification (Graves
 * et al. 2006): of a line's places, equal neighbours are one character.
 */
public final class CtcReader implements PlateReader, AutoCloseable {
  private static final float WHITE = 255;

  private final CharacterNetwork network;

  private CtcReader(CharacterNetwork network) {
    this.network = network;
  }

  /**
   * Opens the shipped reader.
   *
   * @throws IllegalStateException if this program's own file of it is damaged
   */
  public static CtcReader open() {
    try {
      return new CtcReader(CharacterNetwork.open());
    } catch (ModelRejectedException e) {
      throw new IllegalStateException("the shipped plate reader does not run", e);
    }
  }

  @Override
  public String name() {
    return CharacterNetwork.name();
  }

  @Override
  public Reading read(Frame frame, Box plate) throws PlateReaderException {
    double[] luma =
        GreyCrop.sampled(frame, plate, CharacterNetwork.WIDTH_PX, CharacterNetwork.HEIGHT_PX);
    float[] brightness = new float[luma.length];
    for (int i = 0; i < luma.length; i++) {
      brightness[i] = (float) luma[i] / WHITE;
    }
    try {
      return parse(network.read(brightness));
    } catch (DetectionException e) {
      throw new PlateReaderException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads the likeliest class of each place; sure of the whole as of its poorest character. */
  static Reading parse(float[][][] lines) {
    var text = new StringBuilder();
    double least = 1;
    for (float[][] places : lines) {
      int before = CharacterNetwork.NO_CHARACTER;
      for (float[] classes : places) {
        int best = likeliest(classes);
        if (best != before
            && best > CharacterNetwork.NO_CHARACTER
            && best <= CharacterNetwork.LATIN.length()) {
          text.append(CharacterNetwork.LATIN.charAt(best - 1));
          least = Math.min(least, Math.exp(classes[best]));
        }
        before = best;
      }
    }
    return text.isEmpty() ? Reading.NOTHING : new Reading(text.toString(), least);
  }

  private static int likeliest(float[] classes) {
    int best = 0;
    for (int i = 1; i < classes.length; i++) {
      if (classes[i] > classes[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public void close() {
    network.close();
  }
}
