package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.Set;

/**
 * Finds faces and plates. Used by one thread at a time; the gate calls it from a thread of its own
 * and stops waiting at its deadline. An implementation reads the frame and never writes to it.
 */
public interface Detector extends AutoCloseable {
  /**
   * Returns what is in the frame; empty means that it was searched and holds nothing.
   *
   * @throws DetectionException if the frame could not be searched for every class
   */
  List<Detection> detect(Frame frame) throws DetectionException;

  /**
   * Asks the live network about a picture whose answer was recorded when the model was released.
   *
   * @throws DetectionException if it answers otherwise
   */
  void verify() throws DetectionException;

  /** Returns the classes that are searched for. */
  Set<ObjectClass> classes();

  /** Returns the digest of each model file that runs, the primary one first; never empty. */
  List<Digest> models();

  @Override
  void close();
}
