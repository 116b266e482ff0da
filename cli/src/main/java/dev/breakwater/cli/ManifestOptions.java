package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.ExportFormat;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is written beside an output. */
final class ManifestOptions {
  @Option(
      names = "--export",
      paramLabel = "FORMAT",
      split = ",",
      description = "writes the masks also as coco (NAME.coco.json) or kitti (NAME.kitti.txt)")
  private Set<ExportFormat> exports = Set.of();

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "signs the manifests; made by 'breakwater anonymize keygen'")
  private @Nullable Path signingKey;

  Set<ExportFormat> exports() {
    return exports;
  }

  Signer signer() throws IOException, CommandFailedException {
    return signingKey == null ? Signer.none() : AnonymizeKeys.signer(signingKey);
  }
}
