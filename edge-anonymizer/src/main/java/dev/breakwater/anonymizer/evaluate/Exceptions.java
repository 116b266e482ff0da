package dev.breakwater.anonymizer.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Real faces and plates that the labels lack, each looked at by somebody: masks on them are told,
 * and are not counted as false (GB/T 44464-2024 Annex C counts masks on nothing).
 */
public record Exceptions(List<Entry> entries) {
  /** Where the labels lack nothing. */
  public static final Exceptions NONE = new Exceptions(List.of());

  public Exceptions {
    entries = List.copyOf(entries);
  }

  /**
   * One object.
   *
   * @param file as the labels name the picture, or with the folders above it
   * @param frame of a video, else 0
   * @param why what it is, in a few words
   */
  public record Entry(String file, long frame, LabelledObject object, String why) {
    private boolean isIn(LabelledPicture picture) {
      return frame == picture.frame()
          && (file.equals(picture.file()) || file.endsWith("/" + picture.file()));
    }
  }

  /** Returns what a mask is on, or null if it is on nothing that is excepted. */
  @Nullable String of(LabelledPicture picture, MaskedArea mask) {
    return entries.stream()
        .filter(entry -> entry.isIn(picture) && entry.object().kind() == mask.kind())
        .filter(entry -> Coverage.touches(mask, entry.object()))
        .map(Entry::why)
        .findFirst()
        .orElse(null);
  }
}
