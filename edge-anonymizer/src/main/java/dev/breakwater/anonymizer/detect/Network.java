package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A network in ONNX Runtime; one thread at a time asks it. Its tensors are floats outside; inside
 * it may compute with 8-bit integers.
 */
final class Network implements AutoCloseable {
  /**
   * Threads that share one pass. The rest of a frame's way takes half a core, so on two cores a
   * pass on one thread leaves the other half idle: {@code bench/anonymizer}.
   */
  private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

  /** Room for the longest command line that Linux allows; only what is touched is ever taken. */
  private static final long STACK_BYTES = 1L << 30;

  /**
   * A model file may name other files that hold its weights, which the digest does not cover: they
   * are looked for where there is nothing.
   */
  private static final String EXTERNAL_WEIGHTS =
      "session.model_external_initializers_file_folder_path";

  private static final String NOWHERE = "/dev/null/none";
  private static final int MAX_TEXT = 200;

  private final OrtEnvironment environment = environment();
  private final OrtSession session;
  private final ModelDescriptor descriptor;
  private final Decoding decoding;

  private Network(OrtSession session, ModelDescriptor descriptor) {
    this.session = session;
    this.descriptor = descriptor;
    this.decoding = descriptor.family().decoding(descriptor);
  }

  /** Makes a network of a model file's bytes. */
  static Network open(byte[] model, ModelDescriptor descriptor, ExecutionProvider provider)
      throws OrtException {
    return new Network(session(model, provider), descriptor);
  }

  /** Returns a session that one thread at a time may use, of a model file's bytes. */
  static OrtSession session(byte[] model, ExecutionProvider provider) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      // No spinning: a car's cores are shared.
      options.setIntraOpNumThreads(THREADS);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry(EXTERNAL_WEIGHTS, NOWHERE);
      provider.addTo(options);
      return environment().createSession(model, options);
    }
  }

  /**
   * Returns ONNX Runtime's environment, one for the process. While version 1.29 makes it, it
   * matches regular expressions against the process's command line, recursively: on a usual stack
   * some 6,000 characters (a long class path, many file names) end the process without a word.
   */
  static OrtEnvironment environment() {
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

  /** Returns what this ONNX Runtime was built to compute with. */
  static Set<OrtProvider> providers() {
    environment();
    return OrtEnvironment.getAvailableProviders();
  }

  /**
   * Returns what a model file says of its input.
   *
   * @return cells and channels are not known, 0
   */
  static OutputShape inputOf(byte[] model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.addConfigEntry(EXTERNAL_WEIGHTS, NOWHERE);
      return input(model, options);
    }
  }

  private static OutputShape input(byte[] model, OrtSession.SessionOptions options)
      throws OrtException {
    try (OrtSession session = environment().createSession(model, options)) {
      for (NodeInfo node : session.getInputInfo().values()) {
        if (node.getInfo() instanceof TensorInfo tensor) {
          return new OutputShape(node.getName(), dimensions(tensor), 0, 0, true);
        }
      }
      return new OutputShape("", List.of(), 0, 0, true);
    }
  }

  private static List<Long> dimensions(TensorInfo tensor) {
    return Arrays.stream(tensor.getShape()).boxed().toList();
  }

  Decoding decoding() {
    return decoding;
  }

  /**
   * Compares the tensors of the model file with what its descriptor and its family say.
   *
   * @throws ModelRejectedException naming the first that differs
   */
  void requireTensors(Tensors sample) throws OrtException, ModelRejectedException {
    ModelInput format = descriptor.input();
    List<Long> dimensions = format.dimensions(sample.widthPx(), sample.heightPx());
    requireTensor("input", format.name(), session.getInputInfo(), dimensions);
    if (session.getNumInputs() != 1) {
      throw rejected("it has the inputs " + session.getInputNames() + ", one is expected");
    }
    for (Output output : sample.outputs()) {
      String name = descriptor.outputName(output.shape().name());
      requireTensor("output", name, session.getOutputInfo(), output.shape().dimensions());
    }
  }

  private void requireTensor(
      String what, String name, Map<String, NodeInfo> all, List<Long> expected)
      throws ModelRejectedException {
    NodeInfo node = all.get(name);
    if (node == null) {
      throw rejected("it has no " + what + " '" + name + "', only " + all.keySet());
    }
    if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw rejected(what + " '" + name + "' is not of floats");
    }
    List<Long> actual = dimensions(tensor);
    boolean fits = actual.size() == expected.size();
    for (int i = 0; fits && i < actual.size(); i++) {
      fits = actual.get(i) < 0 || actual.get(i).equals(expected.get(i));
    }
    if (!fits) {
      throw rejected(
          what
              + " '"
              + name
              + "' is "
              + OutputShape.text(actual)
              + ", the descriptor makes it "
              + OutputShape.text(expected));
    }
  }

  private ModelRejectedException rejected(String problem) {
    return new ModelRejectedException(descriptor.name(), problem, null);
  }

  /** Makes tensors for pictures of one size. */
  Tensors tensors(int widthPx, int heightPx) throws OrtException {
    List<Output> outputs = new ArrayList<>();
    Map<String, OnnxTensor> out = new LinkedHashMap<>();
    for (OutputShape shape : decoding.outputs(widthPx, heightPx)) {
      FloatBuffer values = floats(shape.cells() * shape.channels());
      outputs.add(new Output(shape, values));
      out.put(
          descriptor.outputName(shape.name()),
          OnnxTensor.createTensor(environment, values, shape.toArray()));
    }
    FloatBuffer input = floats(ModelInput.CHANNELS * widthPx * heightPx);
    long[] shape =
        descriptor.input().dimensions(widthPx, heightPx).stream()
            .mapToLong(Long::longValue)
            .toArray();
    OnnxTensor tensor = OnnxTensor.createTensor(environment, input, shape);
    Map<String, OnnxTensor> in = Map.of(descriptor.input().name(), tensor);
    return new Tensors(widthPx, heightPx, input, outputs, in, out);
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * OnnxJavaType.FLOAT.size)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Fills the outputs of {@code tensors} from its input. */
  void run(Tensors tensors) throws OrtException {
    session.run(tensors.in(), tensors.out()).close();
  }

  /** Returns what ONNX Runtime says, as part of a line. */
  static String text(@Nullable String message) {
    String line = message == null ? "" : message.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("closing a session", e);
    }
  }
}
