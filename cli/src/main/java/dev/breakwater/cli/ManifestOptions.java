package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.ExportFormat;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is written beside an output. */
final class ManifestOptions {
  @Option(
      names = "--export",
      paramLabel = "FORMAT",
      split = ",",
      description = "writes the masks also as coco (NAME.coco.json) or kitti (NAME.kitti.txt)")
  private Set<ExportFormat> exports = Set.of();

  @Mixin private SigningKeyOption signingKey = new SigningKeyOption();

  Set<ExportFormat> exports() {
    return exports;
  }

  Signer signer() throws IOException, CommandFailedException {
    return signingKey.signer();
  }
}
