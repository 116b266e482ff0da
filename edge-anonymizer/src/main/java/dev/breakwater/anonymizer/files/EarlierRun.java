package dev.breakwater.anonymizer.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an earlier run left of a task. */
final class EarlierRun {
  private EarlierRun() {}

  /**
   * Returns the result of an earlier run that need not be repeated: all frames of the same input,
   * made the same way, output and evidence unchanged. A run that withheld frames is repeated: why
   * it did may have passed.
   *
   * @param input the input as it is now
   */
  static Optional<FileResult> of(
      Task task, Manifest.Content input, Provenance provenance, Set<ExportFormat> formats) {
    Path output = task.output();
    try {
      if (!Files.exists(output) || !Files.exists(Manifest.of(output))) {
        return Optional.empty();
      }
      Manifest manifest = Manifest.parse(Manifest.readText(Manifest.of(output)), output);
      boolean same =
          manifest.input().equals(input)
              && provenance.isThatOf(manifest)
              && isWhole(manifest)
              && isSigned(output, provenance)
              && exportNames(output, formats).equals(names(manifest.exports()))
              && isUnchanged(manifest, output);
      return same ? Optional.of(result(task, manifest)) : Optional.empty();
    } catch (IOException e) {
      // What cannot be read is made again, under the same rules as if it were not there.
      return Optional.empty();
    }
  }

  private static boolean isWhole(Manifest manifest) {
    return manifest.problem() == null && manifest.counts().withheld() == 0;
  }

  private static boolean isSigned(Path output, Provenance provenance) {
    return provenance.signer().keyName().equals(Signer.UNSIGNED)
        || Files.exists(Manifest.signatureOf(output));
  }

  private static List<String> exportNames(Path output, Set<ExportFormat> formats) {
    return formats.stream().map(each -> String.valueOf(each.of(output).getFileName())).toList();
  }

  private static List<String> names(List<Manifest.Content> contents) {
    return contents.stream().map(Manifest.Content::name).toList();
  }

  private static boolean isUnchanged(Manifest manifest, Path output) throws IOException {
    for (Manifest.Content export : manifest.exports()) {
      if (!export.isIn(output)) {
        return false;
      }
    }
    Manifest.Content picture = manifest.output();
    return picture != null
        && picture.name().equals(String.valueOf(output.getFileName()))
        && picture.isIn(output)
        && manifest.masks().name().equals(output.getFileName() + MaskList.ENDING)
        && manifest.masks().isIn(output);
  }

  private static FileResult result(Task task, Manifest manifest) {
    Manifest.Counts counts = manifest.counts();
    return new FileResult(
        task.input(),
        task.output(),
        counts.frames(),
        counts.withheld(),
        counts.faces(),
        counts.plates(),
        true,
        null);
  }
}
