package dev.breakwater.anonymizer.detect;

import org.jspecify.annotations.Nullable;

/** A model is not the one that was released, or does not answer as it did when it was released. */
public final class ModelRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String model;

  ModelRejectedException(String model, String problem, @Nullable Throwable cause) {
    super(model + ": " + problem, cause);
    this.model = model;
  }

  public String model() {
    return model;
  }

  public String remedy() {
    return "Install the model file that its descriptor pins.";
  }
}
