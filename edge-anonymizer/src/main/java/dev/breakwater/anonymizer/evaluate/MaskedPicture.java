package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a labelled picture.
 *
 * @param masks what was covered; none if it was withheld
 * @param meanLuma of the picture before, 0 to 255; null if it could not be looked at
 * @param withheld why it did not leave; null if it did
 */
public record MaskedPicture(
    LabelledPicture picture,
    List<MaskedArea> masks,
    @Nullable Double meanLuma,
    @Nullable String withheld) {
  /**
   * @throws IllegalArgumentException if a withheld picture has masks
   */
  public MaskedPicture {
    masks = List.copyOf(masks);
    if (withheld != null && !masks.isEmpty()) {
      throw new IllegalArgumentException("what is withheld has no masks");
    }
  }

  /** Returns the masks of one class. */
  List<MaskedArea> masks(ObjectClass kind) {
    return masks.stream().filter(mask -> mask.kind() == kind).toList();
  }
}
