package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.Carried;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the outputs of files, and beside them, besides the anonymized pictures. What is
 * kept is said in each manifest's parameters.
 *
 * @param exports other forms of the mask list that are written too
 * @param keepAudio whether a video's sound is copied: voices are personal data
 * @param keepMetadata whether EXIF's words and numbers and a container's metadata are copied: they
 *     tell place, time and device
 */
public record FileOptions(Set<ExportFormat> exports, boolean keepAudio, boolean keepMetadata) {
  public FileOptions {
    exports = Set.copyOf(exports);
  }

  /** Returns what is taken from the input of a video; null for nothing. */
  @Nullable Carried carriedFrom(Path input) {
    return keepAudio || keepMetadata ? new Carried(input, keepAudio, keepMetadata) : null;
  }

  Provenance addTo(Provenance provenance) {
    Provenance added = keepAudio ? provenance.with("keep_audio", "true") : provenance;
    return keepMetadata ? added.with("keep_metadata", "true") : added;
  }
}
