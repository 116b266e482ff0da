package dev.breakwater.agent.capture;

import java.util.List;

/** Reads the lines of one recording, from its first on. Used by one thread. */
public interface LineReader {
  /**
   * Returns what a line says: samples, or why there is none; nothing for a heading.
   *
   * @param line without its line feed
   */
  List<TraceLine> read(byte[] line);
}
