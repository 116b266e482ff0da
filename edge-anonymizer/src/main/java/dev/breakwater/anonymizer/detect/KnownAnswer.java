package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a live network about one generated picture, whose answer was recorded when the model was
 * released. A network that is broken in memory, runs on a faulty kernel or answers with a constant
 * does not know it.
 */
final class KnownAnswer {
  private static final int WIDTH_PX = 160;
  private static final int HEIGHT_PX = 96;

  private KnownAnswer() {}

  static void verify(Network network, ModelDescriptor model)
      throws OrtException, ModelRejectedException {
    List<Double> answer = ask(network);
    if (answer.size() != model.knownAnswer().size()) {
      throw new ModelRejectedException(model.file(), "its descriptor has no known answer", null);
    }
    for (int i = 0; i < answer.size(); i++) {
      double difference = Math.abs(answer.get(i) - model.knownAnswer().get(i));
      // Written so that a difference that is not a number is refused as well.
      if (!(difference <= model.tolerance())) {
        throw new ModelRejectedException(
            model.file(), "answers the known picture with " + answer, null);
      }
    }
  }

  /** Returns the mean of each output channel, stride by stride. */
  static List<Double> ask(Network network) throws OrtException {
    try (Network.Tensors tensors = network.tensors(WIDTH_PX, HEIGHT_PX)) {
      draw(tensors.input());
      network.run(tensors);
      List<Double> means = new ArrayList<>();
      for (FloatBuffer output : tensors.outputs()) {
        int cells = output.capacity() / Network.CHANNELS;
        for (int channel = 0; channel < Network.CHANNELS; channel++) {
          means.add(mean(output, channel * cells, cells));
        }
      }
      return means;
    }
  }

  /** A white plate with dark strokes on a blue slope. */
  private static void draw(FloatBuffer input) {
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        boolean plate = x >= 40 && x < 120 && y >= 36 && y < 62;
        boolean stroke = plate && y >= 42 && y < 56 && x % 11 < 5;
        float slope = (x + y) / (float) (WIDTH_PX + HEIGHT_PX);
        for (int colour = 0; colour < Network.COLOURS; colour++) {
          float value = stroke ? 0.1f : plate ? 0.9f : slope / (colour + 1);
          input.put((colour * HEIGHT_PX + y) * WIDTH_PX + x, value);
        }
      }
    }
  }

  private static double mean(FloatBuffer values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values.get(i);
    }
    return sum / count;
  }
}
