package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.gate.SafeFrame;
import java.io.IOException;

/** Writes the masks of an output to a file, in a form that other tools read. */
interface MaskExport extends AutoCloseable {
  void add(SafeFrame frame) throws IOException;

  /** Completes and closes the file. */
  @Override
  void close() throws IOException;
}
