package dev.breakwater.anonymizer.files;

import java.nio.file.Path;

/** Is told how far an anonymization of files is; called from the anonymizing thread. */
public interface Progress {
  /**
   * A frame is done.
   *
   * @param done frames of the file until now
   * @param expected frames of the file
   */
  void frame(Path input, long done, long expected);

  /** A file is done. */
  void file(FileResult result);
}
