package dev.breakwater.policy.bundle;

import dev.breakwater.wire.Bytes;
import java.util.regex.Pattern;

/**
 * A file in a bundle.
 *
 * @param path e.g. {@code packs/cn-auto.yaml}
 */
public record BundleFile(String path, Bytes content) {
  /** As many bytes as the name field of a ustar header has. */
  private static final int MAX_PATH = 100;

  // Nothing begins with a dot, so that no path leaves a folder; no case, so that no two are one.
  private static final Pattern PATH =
      Pattern.compile("([a-z0-9][a-z0-9._-]*/){0,4}[a-z0-9][a-z0-9._-]*");

  public BundleFile {
    path(path);
  }

  /**
   * Returns a path as it is.
   *
   * @throws IllegalArgumentException if it has another shape
   */
  static String path(String text) {
    if (text.length() > MAX_PATH || !PATH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a path has at most "
              + MAX_PATH
              + " of a-z 0-9 . _ - and /, and no part begins with a dot");
    }
    return text;
  }
}
