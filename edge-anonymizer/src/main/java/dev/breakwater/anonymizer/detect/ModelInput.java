package dev.breakwater.anonymizer.detect;

import java.util.List;

/**
 * How a network wants its pictures: a value is (pixel - mean) / divisor.
 *
 * @param name of the input in the model file
 * @param mean for each colour in the input's order, 0 to 255
 * @param divisor likewise, above 0
 * @param padding pixel value around a picture that does not fill the input, 0 to 255
 */
public record ModelInput(
    String name,
    InputSize size,
    Layout layout,
    Colours colours,
    List<Double> mean,
    List<Double> divisor,
    int padding) {
  static final int CHANNELS = 3;
  private static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_PIXEL = 255;

  /** Order of the dimensions after the batch. */
  public enum Layout {
    /** Colour planes. */
    NCHW,
    /** Pixels. */
    NHWC
  }

  /** Order of the colours. */
  public enum Colours {
    BGR,
    RGB
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public ModelInput {
    mean = List.copyOf(mean);
    divisor = List.copyOf(divisor);
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("name has 1 to " + MAX_NAME_LENGTH + " characters");
    }
    if (mean.size() != CHANNELS
        || mean.stream().anyMatch(each -> !(each >= 0 && each <= MAX_PIXEL))) {
      throw new IllegalArgumentException("mean is three numbers from 0 to 255");
    }
    if (divisor.size() != CHANNELS
        || divisor.stream().anyMatch(each -> !(each > 0) || each.isInfinite())) {
      throw new IllegalArgumentException("divisor is three numbers above 0");
    }
    if (padding < 0 || padding > MAX_PIXEL) {
      throw new IllegalArgumentException("padding is 0 to 255, not " + padding);
    }
  }

  ModelInput withSize(InputSize other) {
    return new ModelInput(name, other, layout, colours, mean, divisor, padding);
  }

  /** Returns the dimensions of the input for pictures of one size. */
  List<Long> dimensions(int widthPx, int heightPx) {
    return layout == Layout.NCHW
        ? List.of(1L, (long) CHANNELS, (long) heightPx, (long) widthPx)
        : List.of(1L, (long) heightPx, (long) widthPx, (long) CHANNELS);
  }

  /** Returns what a pixel value of one colour, in the input's order, becomes. */
  float value(int channel, int pixel) {
    return (float) ((pixel - mean.get(channel)) / divisor.get(channel));
  }
}
