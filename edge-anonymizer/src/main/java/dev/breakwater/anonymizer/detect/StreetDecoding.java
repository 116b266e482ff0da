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
      Output output = tensors.outputs().get(i);
      for (int channel = 0; channel < classes.size(); channel++) {
        for (int cell = 0; cell < output.shape().cells(); cell++) {
          float score = output.at(cell, channel);
          if (into.reaches(classes.get(channel), score)) {
            into.add(classes.get(channel), score, box(output, cell, tensors, STRIDES.get(i)));
          }
        }
      }
    }
  }

  private InputBox box(Output output, int cell, Tensors tensors, int stride) {
    int columns = tensors.widthPx() / stride;
    int column = cell % columns;
    int row = cell / columns;
    int first = classes.size();
    return InputBox.centred(
        (column + 0.5 + output.at(cell, first)) * stride,
        (row + 0.5 + output.at(cell, first + 1)) * stride,
        Math.exp(output.at(cell, first + 2)) * stride,
        Math.exp(output.at(cell, first + 3)) * stride);
  }
}
