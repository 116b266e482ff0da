package dev.breakwater.console;

import java.io.IOException;

/** Answers a route; always on a worker thread, several at a time. */
@FunctionalInterface
public interface Handler {
  /**
   * Returns the answer.
   *
   * @throws IOException if what is asked for cannot be read now; the page is told so with status
   *     503
   */
  Answer answer(Call call) throws IOException;
}
