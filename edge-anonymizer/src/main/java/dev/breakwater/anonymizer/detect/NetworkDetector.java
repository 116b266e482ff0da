package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OrtException;
import dev.breakwater.anonymizer.detect.InputSize.Extent;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.wire.Digest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds faces and plates with a network. Used by one thread at a time. */
public final class NetworkDetector implements Detector {
  private final ModelDescriptor descriptor;
  private final DetectorSettings settings;
  private final Network network;
  private final KnownAnswer known;
  private final Candidates candidates;

  // Owned by the detecting thread; made anew when the frames' size changes.
  private @Nullable Views views;

  private NetworkDetector(
      ModelDescriptor descriptor, DetectorSettings settings, Network network, KnownAnswer known) {
    this.descriptor = descriptor;
    this.settings = settings;
    this.network = network;
    this.known = known;
    this.candidates = new Candidates(descriptor);
  }

  /**
   * Loads the model and asks it for its known answer.
   *
   * @throws ModelRejectedException if the file is not the pinned one or answers differently
   */
  public static NetworkDetector open(ModelDescriptor descriptor) throws ModelRejectedException {
    return open(descriptor, DetectorSettings.USUAL);
  }

  /**
   * Loads the model and asks it for its known answer.
   *
   * @throws ModelRejectedException if the file is not the pinned one, has other inputs or outputs
   *     than its descriptor says, answers differently, or cannot be run by the provider
   */
  public static NetworkDetector open(ModelDescriptor descriptor, DetectorSettings settings)
      throws ModelRejectedException {
    NetworkDetector detector = load(descriptor, settings);
    try {
      detector.known.requireTensors();
      List<Double> answer = detector.known.ask();
      if (!descriptor.answer().isThatOf(answer)) {
        throw new ModelRejectedException(
            descriptor.name(), "answers the known picture with " + answer, null);
      }
      return detector;
    } catch (OrtException e) {
      detector.close();
      throw notRun(descriptor.name(), e);
    } catch (ModelRejectedException e) {
      detector.close();
      throw e;
    }
  }

  /**
   * Returns the descriptor with the answer that its network gives now.
   *
   * @throws ModelRejectedException if it does not run, or answers nonsense
   */
  static ModelDescriptor withAnswer(ModelDescriptor descriptor) throws ModelRejectedException {
    try (NetworkDetector detector = load(descriptor, DetectorSettings.USUAL)) {
      detector.known.requireTensors();
      List<Double> answer = detector.known.ask();
      detector.known.requireSound();
      return descriptor.withAnswer(new RecordedAnswer(answer, descriptor.answer().tolerance()));
    } catch (OrtException e) {
      throw notRun(descriptor.name(), e);
    } catch (DetectionException e) {
      throw new ModelRejectedException(descriptor.name(), String.valueOf(e.getMessage()), e);
    }
  }

  private static NetworkDetector load(ModelDescriptor descriptor, DetectorSettings settings)
      throws ModelRejectedException {
    byte[] model = descriptor.file().load();
    Network network = null;
    try {
      network = Network.open(model, descriptor, settings.provider());
      var known = new KnownAnswer(network, descriptor.input());
      return new NetworkDetector(descriptor, settings, network, known);
    } catch (OrtException e) {
      if (network != null) {
        network.close();
      }
      throw notRun(descriptor.name(), e);
    }
  }

  static ModelRejectedException notRun(String model, OrtException cause) {
    return new ModelRejectedException(
        model, "ONNX Runtime does not run it (" + Network.text(cause.getMessage()) + ")", cause);
  }

  @Override
  public List<Detection> detect(Frame frame) throws DetectionException {
    try {
      candidates.clear();
      for (View view : viewsOf(frame).all()) {
        view.fill(frame);
        Tensors tensors = view.letterbox().tensors();
        network.run(tensors);
        tensors.requireSound();
        candidates.look(view);
        network.decoding().collect(tensors, candidates);
      }
      return candidates.withoutDoubles();
    } catch (OrtException e) {
      throw new DetectionException("ONNX Runtime failed", e);
    }
  }

  private Views viewsOf(Frame frame) throws OrtException {
    Views current = views;
    if (current == null || !current.fit(frame.widthPx(), frame.heightPx())) {
      if (current != null) {
        views = null;
        current.close();
      }
      var size = new Extent(frame.widthPx(), frame.heightPx());
      current = new Views(network, descriptor.input(), settings, size);
      views = current;
    }
    return current;
  }

  @Override
  public void verify() throws DetectionException {
    try {
      if (!descriptor.answer().isThatOf(known.ask())) {
        throw DetectionException.broken("it does not know the known picture");
      }
    } catch (OrtException e) {
      throw new DetectionException("ONNX Runtime failed", e);
    }
  }

  @Override
  public Set<ObjectClass> classes() {
    return EnumSet.copyOf(descriptor.thresholds().classes());
  }

  @Override
  public List<Digest> models() {
    return List.of(descriptor.digest());
  }

  @Override
  public void close() {
    if (views != null) {
      views.close();
      views = null;
    }
    known.close();
    network.close();
  }
}
