package dev.breakwater.anonymizer.evaluate.masking;

import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.evaluate.labels.Sidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The masks that any anonymizer has written down: {@code FOLDER/NAME.masks.jsonl} for each labelled
 * file, in the same tree. A file without a list counts as withheld.
 */
public final class SidecarMasks implements Masking {
  private final Path folder;

  public SidecarMasks(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<MaskedPicture> of(LabelledFile file) throws IOException, LabelsRejectedException {
    Optional<Path> list = find(file.name());
    if (list.isEmpty()) {
      return SourceFrames.withheld(file, "there is no list of its masks");
    }
    Sidecar sidecar = Sidecar.read(list.get());
    return SourceFrames.ask(file, (marking, frame) -> covered(sidecar, marking.picture().frame()));
  }

  /** An output may be called like its input, or have become an MP4. */
  private Optional<Path> find(String name) {
    String stem = name.substring(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('/') + 1));
    return Stream.of(name, stem + ".mp4")
        .map(output -> folder.resolve(output + Sidecar.ENDING))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static SourceFrames.Covered covered(Sidecar sidecar, long frame) {
    return sidecar
        .withheld(frame)
        .map(SourceFrames.Covered::withheld)
        .orElseGet(() -> new SourceFrames.Covered(sidecar.masks(frame), null));
  }
}
