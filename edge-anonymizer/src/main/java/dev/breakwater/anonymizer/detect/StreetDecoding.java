package dev.breakwater.anonymizer.detect;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads detections from the outputs of a street network, as its card says. */
final class StreetDecoding {
  private StreetDecoding() {}

  /**
   * @throws DetectionException if any number is not finite or an output says the same everywhere:
   *     then the rest is not to be trusted either
   */
  static List<Detection> decode(Letterbox letterbox, ModelDescriptor model)
      throws DetectionException {
    List<Detection> candidates = new ArrayList<>();
    for (int i = 0; i < Network.STRIDES.size(); i++) {
      FloatBuffer output = letterbox.tensors().outputs().get(i);
      requireFinite(output);
      requireVaried(output);
      var grid = new Grid(output, letterbox, Network.STRIDES.get(i));
      for (ObjectClass kind : ObjectClass.values()) {
        grid.collect(kind, model.thresholds().of(kind), candidates);
      }
    }
    return withoutDoubles(candidates, model.overlap());
  }

  private static void requireFinite(FloatBuffer output) throws DetectionException {
    for (int i = 0; i < output.capacity(); i++) {
      if (!Float.isFinite(output.get(i))) {
        throw DetectionException.broken("the network's output is not finite");
      }
    }
  }

  /** Even an empty picture has edges, which no working network answers like its middle. */
  private static void requireVaried(FloatBuffer output) throws DetectionException {
    int cells = output.capacity() / Network.CHANNELS;
    for (int i = 0; i < output.capacity(); i++) {
      if (output.get(i) != output.get(i / cells * cells)) {
        return;
      }
    }
    if (cells > 1) {
      throw DetectionException.broken("the network answers the same everywhere");
    }
  }

  /** Greedy non-maximum suppression, class by class. */
  private static List<Detection> withoutDoubles(List<Detection> candidates, double overlap) {
    candidates.sort(Comparator.comparingDouble(Detection::score).reversed());
    List<Detection> kept = new ArrayList<>();
    for (Detection next : candidates) {
      if (!isSeen(next, kept, overlap)) {
        kept.add(next);
      }
    }
    return kept;
  }

  // No stream: one for each candidate would be half of the garbage that a frame makes.
  private static boolean isSeen(Detection next, List<Detection> kept, double overlap) {
    for (Detection better : kept) {
      if (better.kind() == next.kind() && better.box().overlap(next.box()) >= overlap) {
        return true;
      }
    }
    return false;
  }

  /** One output: channel 0, 1 scores, 2, 3 offsets of the centre, 4, 5 logarithms of the sides. */
  private record Grid(FloatBuffer output, Letterbox letterbox, int stride) {
    void collect(ObjectClass kind, double threshold, List<Detection> into) {
      int columns = letterbox.tensors().widthPx() / stride;
      int cells = columns * (letterbox.tensors().heightPx() / stride);
      int scores = scoreChannel(kind) * cells;
      for (int cell = 0; cell < cells; cell++) {
        float score = output.get(scores + cell);
        if (score > threshold) {
          into.add(new Detection(kind, box(cell, cells, columns), score));
        }
      }
    }

    private static int scoreChannel(ObjectClass kind) {
      return switch (kind) {
        case FACE -> 0;
        case PLATE -> 1;
      };
    }

    private Box box(int cell, int cells, int columns) {
      int column = cell % columns;
      int row = cell / columns;
      double centreX = (column + 0.5 + output.get(2 * cells + cell)) * stride;
      double centreY = (row + 0.5 + output.get(3 * cells + cell)) * stride;
      double width = Math.exp(output.get(4 * cells + cell)) * stride;
      double height = Math.exp(output.get(5 * cells + cell)) * stride;
      return new Box(
          (centreX - width / 2) * letterbox.scaleX(),
          (centreY - height / 2) * letterbox.scaleY(),
          width * letterbox.scaleX(),
          height * letterbox.scaleY());
    }
  }
}
