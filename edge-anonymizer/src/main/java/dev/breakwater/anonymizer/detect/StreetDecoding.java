package dev.breakwater.anonymizer.detect;

import java.util.List;

/**
 * Reads a street network: one grid for each stride. Its first channels are the scores of the
 * classes, face before plate; then follow the centre's offset from the cell's centre in strides,
 * across and down, and the logarithms of width and height in strides.
 */
final class StreetDecoding implements Decoding {
  static final List<Integer> STRIDES = List.of(8, 16, 32);
  private static final int BOX_CHANNELS = 4;

  private final List<ObjectClass> classes;

  StreetDecoding(ModelDescriptor model) {
    this.classes = model.thresholds().classes();
  }

  @Override
  public List<OutputShape> outputs(int widthPx, int heightPx) {
    int channels = classes.size() + BOX_CHANNELS;
    return STRIDES.stream()
        .map(
            stride -> OutputShape.grid("s" + stride, channels, heightPx / stride, widthPx / stride))
        .toList();
  }

  @Override
  public void collect(Tensors tensors, Candidates into) throws DetectionException {
    for (int i = 0; i < STRIDES.size(); i++) {
      int stride = STRIDES.get(i);
      collect(tensors.outputs().get(i), stride, tensors.widthPx() / stride, into);
    }
  }

  private void collect(Output output, int stride, int columns, Candidates into)
      throws DetectionException {
    int box = classes.size();
    for (int channel = 0; channel < classes.size(); channel++) {
      for (int cell = 0; cell < output.shape().cells(); cell++) {
        float score = output.at(cell, channel);
        if (into.reaches(classes.get(channel), score)) {
          int row = cell / columns;
          into.addCentred(
              classes.get(channel),
              score,
              (cell % columns + 0.5 + output.at(cell, box)) * stride,
              (row + 0.5 + output.at(cell, box + 1)) * stride,
              Math.exp(output.at(cell, box + 2)) * stride,
              Math.exp(output.at(cell, box + 3)) * stride);
        }
      }
    }
  }
}
