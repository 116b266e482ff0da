package dev.breakwater.anonymizer.frame;

import java.nio.file.Path;

/** A file, a folder or a camera from which no frame can be taken. */
public final class UnreadableSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UnreadableSourceException(Path source, String problem) {
    super(source + ": " + problem);
    this.remedy =
        "Give a video that FFmpeg decodes, a JPEG or PNG picture, or a folder of pictures.";
  }

  UnreadableSourceException(CameraAddress camera, String problem, String remedy) {
    super(camera.label() + ": " + problem);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
