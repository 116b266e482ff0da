package dev.breakwater.ingest.border;

import dev.breakwater.wire.Item;
import java.io.IOException;

/**
 * The rows that a request asks for, in clear and in memory only. What is erased is not among them.
 * Asked twice they may come in another order, and fewer, if some were erased meanwhile. An {@link
 * IOException} may pass; the caller retries.
 */
public interface Rows {
  /** Takes one row. */
  interface Taker {
    void take(Item item) throws IOException;
  }

  /** Gives each row of the request to {@code taker}. */
  void each(ExportRequest request, Taker taker) throws IOException;
}
