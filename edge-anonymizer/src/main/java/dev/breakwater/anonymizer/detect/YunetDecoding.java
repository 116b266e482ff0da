package dev.breakwater.anonymizer.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads YuNet: for each stride a list of class scores, one of object scores and one of boxes, row
 * by row. The score is the root of the product; a box is the centre's offset from the cell's corner
 * and the logarithms of its sides, all in strides. Landmarks are not read.
 */
final class YunetDecoding implements Decoding {
  private static final List<Integer> STRIDES = List.of(8, 16, 32);
  private static final int BOX_CHANNELS = 4;

  private final ObjectClass kind;

  YunetDecoding(ModelDescriptor model) {
    this.kind = model.thresholds().classes().get(0);
  }

  @Override
  public List<OutputShape> outputs(int widthPx, int heightPx) {
    List<OutputShape> outputs = new ArrayList<>();
    for (int stride : STRIDES) {
      int cells = (widthPx / stride) * (heightPx / stride);
      outputs.add(OutputShape.list("cls_" + stride, cells, 1));
      outputs.add(OutputShape.list("obj_" + stride, cells, 1));
      outputs.add(OutputShape.list("bbox_" + stride, cells, BOX_CHANNELS));
    }
    return outputs;
  }

  @Override
  public void collect(Tensors tensors, Candidates into) throws DetectionException {
    for (int i = 0; i < STRIDES.size(); i++) {
      int stride = STRIDES.get(i);
      int columns = tensors.widthPx() / stride;
      Output classes = tensors.outputs().get(3 * i);
      Output objects = tensors.outputs().get(3 * i + 1);
      Output boxes = tensors.outputs().get(3 * i + 2);
      for (int cell = 0; cell < boxes.shape().cells(); cell++) {
        double score = Math.sqrt(Math.max(0, classes.at(cell, 0) * objects.at(cell, 0)));
        if (into.reaches(kind, score)) {
          int row = cell / columns;
          into.addCentred(
              kind,
              score,
              (cell % columns + boxes.at(cell, 0)) * stride,
              (row + boxes.at(cell, 1)) * stride,
              Math.exp(boxes.at(cell, 2)) * stride,
              Math.exp(boxes.at(cell, 3)) * stride);
        }
      }
    }
  }
}
