package dev.breakwater.anonymizer.frame;

import java.nio.file.Path;

/** A file or folder from which no frame can be taken. */
public final class UnreadableSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path source;

  UnreadableSourceException(Path source, String problem) {
    super(source + ": " + problem);
    this.source = source;
  }

  public Path source() {
    return source;
  }

  public String remedy() {
    return "Give a video that FFmpeg decodes, a JPEG or PNG picture, or a folder of pictures.";
  }
}
