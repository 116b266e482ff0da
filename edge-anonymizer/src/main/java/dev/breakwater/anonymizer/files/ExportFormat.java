package dev.breakwater.anonymizer.files;

import java.io.IOException;
import java.nio.file.Path;

/** Forms in which the masks can be written besides the mask list. */
public enum ExportFormat {
  /** COCO object detection: one JSON file, {@code NAME.coco.json}, an image for each frame. */
  COCO(".coco.json"),

  /**
   * KITTI, {@code NAME.kitti.txt}: for a picture a line of the object benchmark for each mask, for
   * a video one of the tracking benchmark (frame and track before it; the track is -1, unknown).
   */
  KITTI(".kitti.txt");

  private final String ending;

  ExportFormat(String ending) {
    this.ending = ending;
  }

  Path of(Path output) {
    return output.resolveSibling(output.getFileName() + ending);
  }

  MaskExport open(Path file, Task task) throws IOException {
    return switch (this) {
      case COCO -> new CocoExport(file, String.valueOf(task.output().getFileName()));
      case KITTI -> new KittiExport(file, task.kind() == Task.Kind.VIDEO);
    };
  }
}
