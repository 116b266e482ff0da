package dev.breakwater.console.law;

import java.io.IOException;
import java.util.List;

/** Where the job says what its shadow policy would have decided otherwise. */
@FunctionalInterface
public interface ShadowResults {
  /**
   * Returns the newest report as the lines of {@code Shadow.Report}, of each part of the job; none
   * if there is no shadow policy, or nothing was asked yet.
   */
  List<String> lines() throws IOException;
}
