package dev.breakwater.console.border;

import dev.breakwater.ingest.border.Border;
import java.io.IOException;

/**
 * Opens the border's book, which other processes may have open too. Each call gets a book of its
 * own and closes it: a border serves one thread.
 */
public interface BorderDoor {
  /** Something that was opened. */
  interface Opened extends AutoCloseable {
    Border border();

    @Override
    void close() throws IOException;
  }

  /**
   * Opens the border for paper work; nothing can leave.
   *
   * @throws ClosedBorderException if the installation has no border, or cannot open it
   */
  Opened papers() throws IOException, ClosedBorderException;

  /**
   * Opens the border with the running onshore side behind it.
   *
   * @throws ClosedBorderException likewise, or if something of the installation is not onshore
   */
  Opened whole() throws IOException, ClosedBorderException;
}
