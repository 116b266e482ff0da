package dev.breakwater.policy.bundle.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An accepted bundle is not as it was accepted. Nothing may be decided then: which law is in force
 * cannot be told.
 */
public final class DamagedBundleException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedBundleException(Path file, @Nullable String problem) {
    super(file + ": " + problem);
  }

  public String remedy() {
    return "Restore the folder of accepted bundles; or empty it and have all bundles accepted again.";
  }
}
