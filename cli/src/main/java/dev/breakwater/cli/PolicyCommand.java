package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a compliance engineer does with the law's packs. */
@Command(
    name = "policy",
    description = "Checks packs of rules and explains what they decide.",
    mixinStandardHelpOptions = true,
    subcommands = PolicyExplainCommand.class)
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "check",
      description = {
        "Reads packs and names every mistake in them, as FILE:LINE:COLUMN with the line itself.",
        "Exit code 0: all can be used; 1: some cannot."
      },
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "PACK.yaml", arity = "1..*", description = "packs of rules")
          List<Path> packs,
      @Option(
              names = "--catalog",
              paramLabel = "FILE.yaml",
              description = "the kinds of data that they speak of (default: the built-in catalog)")
          @Nullable Path catalog)
      throws IOException, CommandFailedException {
    List<Path> broken = new ArrayList<>();
    for (Path each : packs) {
      try {
        PolicyPack pack = PolicyFiles.pack(each, PolicyFiles.catalog(catalog));
        spec.commandLine()
            .getOut()
            .printf("%s: %s, %d rules, %s%n", each, pack.id(), pack.rules().size(), pack.digest());
      } catch (InvalidSourceException e) {
        spec.commandLine().getErr().println(e.getMessage());
        broken.add(each);
      }
    }
    return broken.isEmpty() ? 0 : 1;
  }
}
