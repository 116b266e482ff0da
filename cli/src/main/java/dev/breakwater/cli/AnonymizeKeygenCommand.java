package dev.breakwater.cli;

import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key for manifests. */
@Command(
    name = "keygen",
    description =
        "Makes a key for manifests and bundles, Ed25519: FILE (private, 0600) and FILE.pub.",
    mixinStandardHelpOptions = true)
final class AnonymizeKeygenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "is not replaced")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "breakwater-anonymize",
      description = "goes into the key; without spaces (default: ${DEFAULT-VALUE})")
  private String name = "breakwater-anonymize";

  @Option(names = "--sm2", description = "an SM2 key (GB/T 32918) instead, for policy bundles")
  private boolean sm2;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    KeyFiles.requireName(name);
    var random = new SecureRandom();
    SignerKey key = sm2 ? SignerKey.generateSm2(name, random) : SignerKey.generate(name, random);
    KeyFiles.write(file, key.encode(), key.verifierKey(), spec.commandLine().getOut());
    return 0;
  }
}
