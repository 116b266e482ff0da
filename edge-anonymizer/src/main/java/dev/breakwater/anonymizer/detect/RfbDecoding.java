package dev.breakwater.anonymizer.detect;

import java.util.List;

/**
 * Reads Ultra-Light-Fast-Generic-Face-Detector (RFB and slim): a list of boxes, two corners as
 * shares of the input's sides, and one of two scores each, the second that of the object.
 */
final class RfbDecoding implements Decoding {
  private static final int CORNERS = 4;
  private static final int SCORES = 2;
  private static final int OBJECT = 1;

  /** How many boxes the network has at each cell of a grid of this stride. */
  private record Level(int stride, int boxes) {}

  private static final List<Level> LEVELS =
      List.of(new Level(8, 3), new Level(16, 2), new Level(32, 2), new Level(64, 3));

  private final ObjectClass kind;

  RfbDecoding(ModelDescriptor model) {
    this.kind = model.thresholds().classes().get(0);
  }

  @Override
  public List<OutputShape> outputs(int widthPx, int heightPx) {
    int boxes = 0;
    for (Level level : LEVELS) {
      boxes += level.boxes * cells(widthPx, level.stride) * cells(heightPx, level.stride);
    }
    return List.of(
        OutputShape.list("boxes", boxes, CORNERS), OutputShape.list("scores", boxes, SCORES));
  }

  private static int cells(int sidePx, int stride) {
    return (sidePx + stride - 1) / stride;
  }

  @Override
  public void collect(Tensors tensors, Candidates into) throws DetectionException {
    Output boxes = tensors.outputs().get(0);
    Output scores = tensors.outputs().get(1);
    for (int cell = 0; cell < boxes.shape().cells(); cell++) {
      float score = scores.at(cell, OBJECT);
      if (into.reaches(kind, score)) {
        double left = boxes.at(cell, 0);
        double top = boxes.at(cell, 1);
        into.add(
            kind,
            score,
            left * tensors.widthPx(),
            top * tensors.heightPx(),
            (boxes.at(cell, 2) - left) * tensors.widthPx(),
            (boxes.at(cell, 3) - top) * tensors.heightPx());
      }
    }
  }
}
