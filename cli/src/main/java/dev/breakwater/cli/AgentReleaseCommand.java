package dev.breakwater.cli;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.Release;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signed releases of the agent. */
@Command(
    name = "release",
    description = "Signs a release of the agent, and checks one before it is started.",
    mixinStandardHelpOptions = true)
final class AgentReleaseCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "sign",
      description = "Lists every file of DIR with its SHA-256 in DIR/release.note, and signs that.",
      mixinStandardHelpOptions = true)
  void sign(
      @Parameters(paramLabel = "DIR", description = "what the release holds") Path folder,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              required = true,
              description = "private key; made by 'breakwater anonymize keygen'")
          Path key)
      throws IOException, CommandFailedException {
    SignerKey signer = AnonymizeKeys.signerKey(key);
    try {
      Release.sign(folder, signer);
    } catch (Release.RefusedException e) {
      throw new CommandFailedException(folder + ": " + e.getMessage() + ".", "Take it out.");
    }
    spec.commandLine().getOut().println(folder + " is signed by " + signer.verifierKey());
  }

  @Command(
      name = "verify",
      description = {
        "Checks that DIR is the release that its signer listed, file by file; the release that"
            + " runs",
        "checks the next one before it is started. Exit code 0: it is; 1: it is not."
      },
      mixinStandardHelpOptions = true)
  void verify(
      @Parameters(paramLabel = "DIR", description = "the release") Path folder,
      @Option(
              names = "--key",
              paramLabel = "KEY",
              required = true,
              description = "public key of the signer, name+id+base64")
          String key)
      throws IOException, CommandFailedException {
    try {
      int files = Release.verify(folder, VerifierKey.parse(key));
      spec.commandLine().getOut().println(folder + " is as signed: " + files + " files");
    } catch (NoteException e) {
      throw new CommandFailedException("--key: " + e.getMessage() + ".", e.remedy(), 2);
    } catch (Release.RefusedException e) {
      throw new CommandFailedException(folder + ": " + e.getMessage() + ".", e.remedy());
    }
  }
}
