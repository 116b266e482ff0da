package dev.breakwater.ingest.console;

import java.io.IOException;

/** Where the page gets its numbers from; asked once for each request, by several threads. */
public interface StatusSource {
  /**
   * Returns the state now, read from the store, the log and Kafka rather than from counters.
   *
   * @throws IOException if one of them cannot be read; the page then says so
   */
  Status status() throws IOException;
}
