package dev.breakwater.anonymizer.evaluate.masking;

import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import java.io.IOException;
import java.util.List;

/** A way in which pictures are anonymized. Used by one thread at a time. */
public interface Masking {
  /**
   * Returns what becomes of each labelled frame of a file, in their order; what cannot be
   * anonymized is withheld, not left out.
   *
   * @throws LabelsRejectedException if labels or masks are not about this file as it is
   * @throws IOException if something outside fails that is not about this file alone
   */
  List<MaskedPicture> of(LabelledFile file) throws IOException, LabelsRejectedException;
}
