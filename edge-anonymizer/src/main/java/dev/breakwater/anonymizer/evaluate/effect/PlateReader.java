package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.frame.Frame;

/**
 * Reads what is written on a plate. It is asked about one plate at a time, keeps nothing of it and
 * never writes to the frame. The caller does not retry.
 */
public interface PlateReader {
  /** Returns what the report calls it, with its version. */
  String name();

  /**
   * Reads the part of the frame in the box.
   *
   * @param plate in pixels of the frame; may reach over its edges
   * @return an empty text if there is nothing to read
   * @throws PlateReaderException if it gave no answer; that is not the same as nothing to read
   */
  Reading read(Frame frame, Box plate) throws PlateReaderException;

  /**
   * What was read.
   *
   * @param text Latin capitals and digits in the order of reading, nothing else
   * @param confidence of the reader, in [0, 1]
   */
  record Reading(String text, double confidence) {
    /** Nothing to read. */
    public static final Reading NOTHING = new Reading("", 0);
  }
}
