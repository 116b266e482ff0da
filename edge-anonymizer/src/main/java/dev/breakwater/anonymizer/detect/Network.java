package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A street network in ONNX Runtime, on one thread; see the model's card for its tensors. */
final class Network implements AutoCloseable {
  static final List<Integer> STRIDES = List.of(8, 16, 32);
  static final int CHANNELS = 6;
  static final int COLOURS = 3;

  private static final String INPUT = "image";

  /** Room for the longest command line that Linux allows; only what is touched is ever taken. */
  private static final long STACK_BYTES = 1L << 30;

  private final OrtEnvironment environment = environment();
  private final OrtSession session;

  Network(byte[] model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      // One thread without spinning is the fastest on the shared cores of a car.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(model, options);
    }
  }

  /**
   * Returns ONNX Runtime's environment, one for the process. While version 1.29 makes it, it
   * matches regular expressions against the process's command line, recursively: on a usual stack
   * some 6,000 characters (a long class path, many file names) end the process without a word.
   */
  private static OrtEnvironment environment() {
    var making =
        new FutureTask<>(
            () ->
                OrtEnvironment.getEnvironment(
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "breakwater"));
    new Thread(null, making, "onnxruntime-start", STACK_BYTES).start();
    try {
      return making.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("ONNX Runtime cannot be loaded", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ONNX Runtime was loaded", e);
    }
  }

  /** Makes tensors for pictures of one size, which are multiples of 32. */
  Tensors tensors(int widthPx, int heightPx) throws OrtException {
    FloatBuffer input = floats(COLOURS * widthPx * heightPx);
    List<FloatBuffer> outputs = new ArrayList<>();
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    for (int stride : STRIDES) {
      long[] shape = {1, CHANNELS, heightPx / stride, widthPx / stride};
      FloatBuffer output = floats(CHANNELS * (heightPx / stride) * (widthPx / stride));
      outputs.add(output);
      pinned.put("s" + stride, OnnxTensor.createTensor(environment, output, shape));
    }
    long[] shape = {1, COLOURS, heightPx, widthPx};
    OnnxTensor tensor = OnnxTensor.createTensor(environment, input, shape);
    return new Tensors(widthPx, heightPx, input, outputs, Map.of(INPUT, tensor), pinned);
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * OnnxJavaType.FLOAT.size)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Fills the outputs of {@code tensors} from its input. */
  void run(Tensors tensors) throws OrtException {
    session.run(tensors.in, tensors.out).close();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("closing a session", e);
    }
  }

  /**
   * Memory of one input size, reused from frame to frame.
   *
   * @param input planes blue, green, red, values 0 to 1
   * @param outputs one for each stride, channel by channel
   */
  record Tensors(
      int widthPx,
      int heightPx,
      FloatBuffer input,
      List<FloatBuffer> outputs,
      Map<String, OnnxTensor> in,
      Map<String, OnnxTensor> out)
      implements AutoCloseable {
    @Override
    public void close() {
      in.values().forEach(OnnxTensor::close);
      out.values().forEach(OnnxTensor::close);
    }
  }
}
