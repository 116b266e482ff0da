package dev.breakwater.console;

import dev.breakwater.wire.Bytes;
import java.nio.file.Path;

/** What a handler answers. */
public sealed interface Answer {
  /**
   * A value as JSON.
   *
   * @param value a record, a list or a map that Jackson writes
   */
  record Json(Object value) implements Answer {}

  /**
   * Bytes to keep under a name, or to show as a picture.
   *
   * @param mediaType as in Content-Type
   */
  record Download(String fileName, String mediaType, Bytes content) implements Answer {}

  /** The same from a file, which stays where it is. */
  record FileDownload(String fileName, String mediaType, Path file) implements Answer {}

  /**
   * Why there is no answer.
   *
   * @param status of HTTP, 400 to 599
   * @param code a word that the page turns into a sentence, e.g. {@code not-found}
   * @param message one English sentence for those who read the traffic
   */
  record Problem(int status, String code, String message) implements Answer {
    public Problem {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("no status of a problem: " + status);
      }
    }
  }
}
