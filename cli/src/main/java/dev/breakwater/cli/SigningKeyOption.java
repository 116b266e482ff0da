package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the key of the manifests. */
final class SigningKeyOption {
  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "signs the manifests; made by 'breakwater anonymize keygen'")
  private @Nullable Path file;

  Signer signer() throws IOException, CommandFailedException {
    return file == null ? Signer.none() : AnonymizeKeys.signer(file);
  }
}
