package dev.breakwater.anonymizer.evaluate.masking;

import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.files.FileAnonymizer;
import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.OutputConflictException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The whole product, as it anonymizes files: each file is written, and scored by the list of masks
 * that was written beside it. So what is measured is what a buyer gets.
 */
public final class Pipeline implements Masking {
  private final FileAnonymizer anonymizer;
  private final Path folder;
  private final SidecarMasks masks;

  /**
   * @param folder for the anonymized files, in the tree of the labelled ones
   */
  public Pipeline(FileAnonymizer anonymizer, Path folder) {
    this.anonymizer = anonymizer;
    this.folder = folder;
    this.masks = new SidecarMasks(folder);
  }

  @Override
  public List<MaskedPicture> of(LabelledFile file) throws IOException, LabelsRejectedException {
    FileResult result = anonymize(file);
    if (result.output() == null) {
      // Lists that an earlier run left in the folder are not about this one.
      return SourceFrames.withheld(file, String.valueOf(result.problem()));
    }
    return masks.of(file);
  }

  private FileResult anonymize(LabelledFile file) throws IOException {
    Path target = folder.resolve(file.name()).getParent();
    try {
      return anonymizer.anonymize(List.of(file.path()), target == null ? folder : target).get(0);
    } catch (OutputConflictException e) {
      throw new IOException(e.getMessage() + ". " + e.remedy(), e);
    }
  }
}
