package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.ManifestCheck;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares outputs with their manifests. */
@Command(
    name = "verify",
    description = {
      "Compares an anonymized file, its mask list and its exports with NAME.manifest.json, and that"
          + " with NAME.manifest.sig.",
      "Exit code 1 if anything differs; each difference is one line."
    },
    mixinStandardHelpOptions = true)
final class AnonymizeVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "OUTPUT", arity = "1..*", description = "anonymized files")
  private List<Path> outputs = List.of();

  @Option(
      names = "--key",
      paramLabel = "FILE.pub",
      required = true,
      description = "public key of the signer")
  private Path key = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    ManifestCheck.Signature signature = AnonymizeKeys.check(key);
    PrintWriter out = spec.commandLine().getOut();
    boolean sound = true;
    for (Path output : outputs) {
      List<String> differences = ManifestCheck.differences(output, signature);
      differences.forEach(out::println);
      if (differences.isEmpty()) {
        out.println(output + ": is what was signed");
      }
      sound &= differences.isEmpty();
    }
    out.flush();
    return sound ? 0 : 1;
  }
}
