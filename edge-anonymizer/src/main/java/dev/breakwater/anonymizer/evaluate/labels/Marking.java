package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a labelling team has marked in one picture or frame.
 *
 * @param masks the areas that are covered in it; null if it is not an anonymized picture
 */
public record Marking(LabelledPicture picture, @Nullable List<MaskedArea> masks) {
  public Marking {
    masks = masks == null ? null : List.copyOf(masks);
  }

  /** Asks whether it shows a picture after anonymization. */
  public boolean isAnonymized() {
    return masks != null;
  }
}
