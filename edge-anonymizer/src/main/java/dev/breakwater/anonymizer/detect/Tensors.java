package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OnnxTensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Memory of one input size, reused from frame to frame.
 *
 * @param input in the layout that the descriptor names
 * @param outputs in the order of the decoding
 * @param in the same memory as ONNX Runtime knows it, by the names in the model file
 * @param out likewise
 */
record Tensors(
    int widthPx,
    int heightPx,
    FloatBuffer input,
    List<Output> outputs,
    Map<String, OnnxTensor> in,
    Map<String, OnnxTensor> out)
    implements AutoCloseable {
  void requireSound() throws DetectionException {
    for (Output output : outputs) {
      output.requireSound();
    }
  }

  @Override
  public void close() {
    in.values().forEach(OnnxTensor::close);
    out.values().forEach(OnnxTensor::close);
  }
}
