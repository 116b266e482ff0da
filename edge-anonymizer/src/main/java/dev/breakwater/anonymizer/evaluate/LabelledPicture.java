package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture, or a frame of a video, with all faces and plates in it.
 *
 * @param file relative to the folder of the pictures, with '/' between its parts
 * @param frame number in the video from 0; 0 for a picture
 * @param seconds when it was taken, in its clip or sensor's recording; null if nobody says
 * @param widthPx of the picture as it was sent
 * @param heightPx of the picture as it was sent
 * @param sensor which camera took it; null if nobody says
 */
public record LabelledPicture(
    String file,
    long frame,
    @Nullable Double seconds,
    int widthPx,
    int heightPx,
    @Nullable String sensor,
    List<LabelledObject> objects) {
  /**
   * @throws IllegalArgumentException if the file has no name, or a number is out of range
   */
  public LabelledPicture {
    if (file.isBlank()) {
      throw new IllegalArgumentException("a picture has no file name");
    }
    if (frame < 0 || widthPx <= 0 || heightPx <= 0) {
      throw new IllegalArgumentException("a frame number is not below 0, a size above 0");
    }
    objects = List.copyOf(objects);
  }

  /** Returns the folder of the file, the name of its part of the labels; "." if it is in none. */
  public String set() {
    int end = file.lastIndexOf('/');
    return end < 0 ? "." : file.substring(0, end);
  }

  /** Returns the objects of one class. */
  public List<LabelledObject> objects(ObjectClass kind) {
    return objects.stream().filter(object -> object.kind() == kind).toList();
  }
}
