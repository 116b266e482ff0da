package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.breakwater.wire.Digest;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The network that says which characters stand where on a plate: the shipped plate reader, for
 * asking whether a plate can be read. Used by one thread at a time.
 */
public final class CharacterNetwork implements AutoCloseable {
  /** What it reads is brought to this size. */
  public static final int WIDTH_PX = 192;

  /** What it reads is brought to this size. */
  public static final int HEIGHT_PX = 64;

  /** Class 0 of a place: there is no character. */
  public static final int NO_CHARACTER = 0;

  /** What the classes from 1 on stand for; those behind it are Chinese characters. */
  public static final String LATIN = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final PinnedFile SHIPPED =
      new PinnedFile(
          null,
          "plate-reader-v1.onnx",
          Digest.ofHex("e907ab09cac6a2b37f4bf573355720230bac85ec85db66b9a41665c93b809bb5"));

  private final OrtSession session;

  private CharacterNetwork(OrtSession session) {
    this.session = session;
  }

  /** Returns its name, as cards and reports write it. */
  public static String name() {
    return SHIPPED.name().replace(".onnx", "");
  }

  /**
   * Loads the shipped network.
   *
   * @throws ModelRejectedException if the file is not the pinned one or does not run
   */
  public static CharacterNetwork open() throws ModelRejectedException {
    try {
      return new CharacterNetwork(Network.session(SHIPPED.load(), ExecutionProvider.CPU));
    } catch (OrtException e) {
      throw NetworkDetector.notRun(SHIPPED.name(), e);
    }
  }

  /**
   * Says which characters stand where.
   *
   * @param brightness {@link #HEIGHT_PX} rows of {@link #WIDTH_PX}, 0 to 1
   * @return natural logarithms of probabilities, by line, place along it from the left, and class;
   *     the lines are the upper and the lower half, a plate of one row stands in the lower
   * @throws DetectionException if it gives no answer
   */
  public float[][][] read(float[] brightness) throws DetectionException {
    long[] shape = {1, 1, HEIGHT_PX, WIDTH_PX};
    try (OnnxTensor in =
            OnnxTensor.createTensor(Network.environment(), FloatBuffer.wrap(brightness), shape);
        OrtSession.Result out = session.run(Map.of("plate", in))) {
      return ((float[][][][]) out.get(0).getValue())[0];
    } catch (OrtException e) {
      throw new DetectionException("ONNX Runtime failed", e);
    }
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
