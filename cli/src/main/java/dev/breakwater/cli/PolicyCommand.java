package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a compliance engineer does with the law's packs. */
@Command(
    name = "policy",
    description =
        "Checks packs of rules, tries and explains them, and makes signed bundles of them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PolicyTestCommand.class,
      PolicyCoverageCommand.class,
      PolicyExplainCommand.class,
      PolicyDiffCommand.class,
      PolicyBundleCommand.class,
      PolicySignCommand.class,
    })
final class PolicyCommand implements Runnable {
  private static final String CATALOG = "catalog";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "check",
      description = {
        "Reads packs or bundles (.tar) and names every mistake in them, as FILE:LINE:COLUMN with",
        "the line itself.",
        "With --vss: lists the signals of a car that the catalog does not cover; they are denied.",
        "Exit code 0: all can be used; 1: some cannot."
      },
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(
              paramLabel = "PACK.yaml|BUNDLE.tar",
              arity = "0..*",
              description = "packs of rules, or bundles; a bundle has its own catalog")
          @Nullable List<Path> packs,
      @Option(
              names = "--vss",
              paramLabel = "FILE.json",
              description = "the signals of a car, as the JSON exporter of vss-tools writes them")
          @Nullable Path vssFile,
      @Option(
              names = "--catalog",
              paramLabel = "FILE.yaml",
              description = "the kinds of data that they speak of (default: the built-in catalog)")
          @Nullable Path catalogFile)
      throws IOException, CommandFailedException {
    if (packs == null && vssFile == null) {
      throw new CommandFailedException("There is nothing to check.", "Name a pack or --vss.", 2);
    }
    try {
      Catalog catalog = PolicyFiles.catalog(catalogFile);
      boolean sound = true;
      for (Path each : packs == null ? List.<Path>of() : packs) {
        sound &= check(each, catalog);
      }
      if (vssFile != null) {
        cover(vssFile, catalog);
      }
      return sound ? 0 : 1;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  @Command(
      name = "print",
      description = {
        "Prints a built-in file, to begin one's own with.",
        "NAME: 'catalog', or the id of a built-in pack, e.g. cn-auto."
      },
      mixinStandardHelpOptions = true)
  void print(@Parameters(paramLabel = "NAME") String name) throws CommandFailedException {
    try {
      Bytes file = name.equals(CATALOG) ? Catalog.cnText() : PolicyPack.builtInText(name);
      spec.commandLine().getOut().print(new String(file.toArray(), StandardCharsets.UTF_8));
      spec.commandLine().getOut().flush();
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(e.getMessage() + ".", "Or name '" + CATALOG + "'.", 2);
    }
  }

  private boolean check(Path file, Catalog catalog) throws IOException, CommandFailedException {
    try {
      PolicyPack pack = pack(file, catalog);
      spec.commandLine()
          .getOut()
          .printf("%s: %s, %d rules, %s%n", file, pack.id(), pack.rules().size(), pack.digest());
      return true;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return false;
    } catch (BundleRefusedException e) {
      spec.commandLine().getErr().println(file + ": " + e.getMessage());
      return false;
    }
  }

  private static PolicyPack pack(Path file, Catalog catalog)
      throws IOException, CommandFailedException, InvalidSourceException, BundleRefusedException {
    if (!file.toString().endsWith(BundleFiles.ENDING)) {
      return PolicyFiles.pack(file, catalog);
    }
    return BundleFiles.compile(BundleFiles.read(file)).pack();
  }

  private void cover(Path file, Catalog catalog)
      throws IOException, CommandFailedException, InvalidSourceException {
    Map<String, String> signals = catalog.cover(PolicyFiles.vss(file));
    List<String> uncovered =
        signals.keySet().stream()
            .filter(path -> Catalog.UNKNOWN.equals(signals.get(path)))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %d signals, %d not covered and denied%n", file, signals.size(), uncovered.size());
    uncovered.forEach(path -> out.println("  " + path));
  }
}
