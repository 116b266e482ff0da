package dev.breakwater.anonymizer.detect;

import java.nio.FloatBuffer;

/** One output of a network, after a run. */
record Output(OutputShape shape, FloatBuffer values) {
  float at(int cell, int channel) {
    return values.get(
        shape.channelsFirst() ? channel * shape.cells() + cell : cell * shape.channels() + channel);
  }

  /**
   * @throws DetectionException if any number is not finite or all cells say the same: then the rest
   *     is not to be trusted either
   */
  void requireSound() throws DetectionException {
    for (int i = 0; i < values.capacity(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw DetectionException.broken("the network's output is not finite");
      }
    }
    if (shape.cells() > 1 && !isVaried()) {
      throw DetectionException.broken("the network answers the same everywhere");
    }
  }

  /** Even an empty picture has edges, which no working network answers like its middle. */
  private boolean isVaried() {
    for (int channel = 0; channel < shape.channels(); channel++) {
      float first = at(0, channel);
      for (int cell = 1; cell < shape.cells(); cell++) {
        if (at(cell, channel) != first) {
          return true;
        }
      }
    }
    return false;
  }

  double mean(int channel) {
    double sum = 0;
    for (int cell = 0; cell < shape.cells(); cell++) {
      sum += at(cell, channel);
    }
    return sum / shape.cells();
  }
}
