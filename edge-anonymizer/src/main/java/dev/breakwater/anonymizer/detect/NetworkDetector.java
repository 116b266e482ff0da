package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OrtException;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.Scaler;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds faces and plates with a network. Used by one thread at a time. */
public final class NetworkDetector implements Detector {
  private static final int MULTIPLE_PX = 32;

  private final ModelDescriptor descriptor;
  private final Network network;
  private final Scaler scaler = new Scaler();

  // Owned by the detecting thread; made anew when the frames' size changes.
  private @Nullable Letterbox letterbox;

  private NetworkDetector(ModelDescriptor descriptor, Network network) {
    this.descriptor = descriptor;
    this.network = network;
  }

  /**
   * Loads the model and asks it for its known answer.
   *
   * @throws ModelRejectedException if the file is not the pinned one or answers differently
   */
  public static NetworkDetector open(ModelDescriptor descriptor) throws ModelRejectedException {
    byte[] model = descriptor.load();
    Network network = null;
    try {
      network = new Network(model);
      KnownAnswer.verify(network, descriptor);
      return new NetworkDetector(descriptor, network);
    } catch (OrtException e) {
      close(network);
      throw new ModelRejectedException(descriptor.file(), "ONNX Runtime does not run it", e);
    } catch (ModelRejectedException e) {
      close(network);
      throw e;
    }
  }

  private static void close(@Nullable Network network) {
    if (network != null) {
      network.close();
    }
  }

  @Override
  public List<Detection> detect(Frame frame) throws DetectionException {
    try {
      Letterbox fitted = letterboxFor(frame);
      fitted.fill(scaler.toBgr(frame, fitted.contentWidthPx(), fitted.contentHeightPx()));
      network.run(fitted.tensors());
      return StreetDecoding.decode(fitted, descriptor);
    } catch (OrtException e) {
      throw new DetectionException("ONNX Runtime failed", e);
    }
  }

  private Letterbox letterboxFor(Frame frame) throws OrtException {
    Letterbox current = letterbox;
    if (current == null || !current.fits(frame.widthPx(), frame.heightPx())) {
      if (current != null) {
        letterbox = null;
        current.tensors().close();
      }
      current = newLetterbox(frame.widthPx(), frame.heightPx());
      letterbox = current;
    }
    return current;
  }

  private Letterbox newLetterbox(int widthPx, int heightPx) throws OrtException {
    double scale =
        Math.min(
            (double) descriptor.longestSidePx() / Math.max(widthPx, heightPx),
            descriptor.maxEnlargement());
    int width = Math.max(MULTIPLE_PX, (int) Math.round(widthPx * scale));
    int height = Math.max(MULTIPLE_PX, (int) Math.round(heightPx * scale));
    var tensors = network.tensors(multiple(width), multiple(height));
    return new Letterbox(widthPx, heightPx, width, height, tensors);
  }

  private static int multiple(int side) {
    return (side + MULTIPLE_PX - 1) / MULTIPLE_PX * MULTIPLE_PX;
  }

  @Override
  public void verify() throws DetectionException {
    try {
      KnownAnswer.verify(network, descriptor);
    } catch (OrtException e) {
      throw new DetectionException("ONNX Runtime failed", e);
    } catch (ModelRejectedException e) {
      throw DetectionException.broken("it does not know the known picture");
    }
  }

  @Override
  public Set<ObjectClass> classes() {
    return Set.of(ObjectClass.values());
  }

  @Override
  public List<Digest> models() {
    return List.of(descriptor.digest());
  }

  @Override
  public void close() {
    if (letterbox != null) {
      letterbox.tensors().close();
      letterbox = null;
    }
    scaler.close();
    network.close();
  }
}
