package dev.breakwater.anonymizer.detect;

import java.util.List;

/** Reads what one family of networks says about a picture. */
interface Decoding {
  /**
   * Returns the outputs that are read, as they are for an input of this size, in an order that
   * {@link #collect} knows.
   */
  List<OutputShape> outputs(int widthPx, int heightPx);

  /**
   * Adds everything that reaches its class's threshold.
   *
   * @param tensors after a run; their numbers are finite
   */
  void collect(Tensors tensors, Candidates into) throws DetectionException;
}
