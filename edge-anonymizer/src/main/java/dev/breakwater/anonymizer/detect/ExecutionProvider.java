package dev.breakwater.anonymizer.detect;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.Locale;

/**
 * What computes a network. Only {@link #CPU} is in the ONNX Runtime that is shipped, and only it is
 * tested; the others need ONNX Runtime's library for them in its place.
 */
public enum ExecutionProvider {
  CPU(OrtProvider.CPU),
  CUDA(OrtProvider.CUDA),
  TENSORRT(OrtProvider.TENSOR_RT),
  OPENVINO(OrtProvider.OPEN_VINO);

  private static final int FIRST_DEVICE = 0;

  private final OrtProvider runtime;

  ExecutionProvider(OrtProvider runtime) {
    this.runtime = runtime;
  }

  /** Returns the name as options write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Asks whether the ONNX Runtime that is installed has it; a device may still be missing. */
  public boolean isInstalled() {
    return Network.providers().contains(runtime);
  }

  void addTo(OrtSession.SessionOptions options) throws OrtException {
    switch (this) {
      // ONNX Runtime falls back to it by itself.
      case CPU -> {}
      case CUDA -> options.addCUDA(FIRST_DEVICE);
      case TENSORRT -> options.addTensorrt(FIRST_DEVICE);
      case OPENVINO -> options.addOpenVINO("");
    }
  }
}
