package dev.breakwater.cli;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a signature into a bundle. */
@Command(
    name = "sign",
    description = {
      "Adds a signature to BUNDLE, in place of an earlier one by the same key.",
      "A bundle with a mistake in it is not signed. Exit code 0: signed; 1: not."
    },
    mixinStandardHelpOptions = true)
final class PolicySignCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE.tar", description = "made by 'policy bundle create'")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "private key, Ed25519 or SM2; made by 'breakwater anonymize keygen'")
  private Path keyFile = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    SignerKey key = AnonymizeKeys.signerKey(keyFile);
    try {
      Bundle bundle = BundleFiles.read(file);
      BundleFiles.compile(bundle);
      BundleFiles.write(file, NoteSignatures.sign(bundle, key));
    } catch (BundleRefusedException e) {
      return PolicyBundleCommand.refused(spec, file, e);
    } catch (NoteException e) {
      throw new CommandFailedException(
          file + ": " + e.getMessage() + ".", "Make the bundle again.");
    }
    spec.commandLine().getOut().println(file + " is signed by " + key.verifierKey());
    return 0;
  }
}
