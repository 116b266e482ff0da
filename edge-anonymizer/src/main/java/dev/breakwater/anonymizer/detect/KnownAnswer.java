package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OrtException;
import dev.breakwater.anonymizer.detect.InputSize.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a live network about one generated picture, whose answer was recorded when its descriptor
 * was made. A network that is broken in memory, runs on a faulty kernel or answers with a constant
 * does not know it.
 */
final class KnownAnswer implements AutoCloseable {
  /** Of a network that takes any size. */
  private static final Extent USUAL = new Extent(160, 96);

  private static final int WHITE = 230;
  private static final int DARK = 26;
  private static final int BRIGHTEST = 255;

  private final Network network;
  private final Tensors tensors;

  KnownAnswer(Network network, ModelInput format) throws OrtException {
    this.network = network;
    Extent size = format.size().around(USUAL);
    this.tensors = network.tensors(size.widthPx(), size.heightPx());
    new Letterbox(format, size, tensors, false).fill(picture(size), size.widthPx() * 3);
  }

  /** A white plate with dark strokes on a blue slope; packed blue, green, red. */
  private static ByteBuffer picture(Extent size) {
    ByteBuffer bgr = ByteBuffer.allocate(size.widthPx() * size.heightPx() * 3);
    for (int y = 0; y < size.heightPx(); y++) {
      for (int x = 0; x < size.widthPx(); x++) {
        double across = (double) x / size.widthPx();
        double down = (double) y / size.heightPx();
        boolean plate = across >= 0.25 && across < 0.75 && down >= 0.375 && down < 0.645;
        boolean stroke = plate && down >= 0.437 && down < 0.583 && x % 11 < 5;
        for (int colour = 1; colour <= 3; colour++) {
          int slope = (int) ((across + down) / 2 * BRIGHTEST / colour);
          bgr.put((byte) (stroke ? DARK : plate ? WHITE : slope));
        }
      }
    }
    return bgr;
  }

  /** Compares the tensors of the model file with the descriptor. */
  void requireTensors() throws OrtException, ModelRejectedException {
    network.requireTensors(tensors);
  }

  /** Returns the mean of each channel of each output. */
  List<Double> ask() throws OrtException {
    network.run(tensors);
    List<Double> means = new ArrayList<>();
    for (Output output : tensors.outputs()) {
      for (int channel = 0; channel < output.shape().channels(); channel++) {
        means.add(output.mean(channel));
      }
    }
    return means;
  }

  /** Asks whether the answer is sound beside being the recorded one. */
  void requireSound() throws DetectionException {
    tensors.requireSound();
  }

  @Override
  public void close() {
    tensors.close();
  }
}
