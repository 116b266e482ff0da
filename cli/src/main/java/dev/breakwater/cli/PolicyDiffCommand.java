package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.compare.Comparison;
import dev.breakwater.policy.compare.Comparison.Counted;
import dev.breakwater.policy.compare.Difference;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.trial.Traffic;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what another pack would have decided about recorded traffic. */
@Command(
    name = "diff",
    description = {
      "Asks two packs what was asked in the past, and lists what would newly be denied or allowed,"
          + " or carry other obligations, and by which rules.",
      "Exit code 0: no difference; 1: some; 2: a file cannot be used."
    },
    mixinStandardHelpOptions = true)
final class PolicyDiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "the pack in force: file or id")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "the pack in its place")
  private String after = "";

  @Option(
      names = "--traffic",
      paramLabel = "FILE.jsonl",
      required = true,
      description = {
        "recorded questions, a JSON object a line, of at most 16 KiB:",
        "stage (collect, offboard, store, export), data (a category or a VSS path), at (an instant);"
            + " if there are any: consent, purpose, known (an object of the names in conditions)"
      })
  private Path traffic = Path.of("");

  @Option(
      names = "--catalog",
      paramLabel = "FILE.yaml",
      description = "the kinds of data of both (default: the built-in catalog)")
  private @Nullable Path catalogFile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    try {
      Catalog catalog = PolicyFiles.catalog(catalogFile);
      var old = PolicyEngine.compile(PolicyFiles.packNamed(before, catalog));
      var young = PolicyEngine.compile(PolicyFiles.packNamed(after, catalog));
      var comparison = new Comparison(catalog);
      long asked = replay(old, young, comparison);
      print(asked, comparison.report());
      return comparison.report().total() == 0 ? 0 : 1;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 2;
    }
  }

  private long replay(PolicyEngine old, PolicyEngine young, Comparison comparison)
      throws IOException, CommandFailedException, InvalidSourceException {
    PolicyFiles.requireFile(traffic);
    long asked = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(traffic))) {
      var recorded = new Traffic(in, traffic.toString(), old.pack().catalog());
      Optional<Request> next = recorded.next();
      for (; next.isPresent(); next = recorded.next()) {
        comparison.add(next.get(), old.decide(next.get()), young.decide(next.get()));
        asked++;
      }
    }
    return asked;
  }

  private void print(long asked, Comparison.Report report) {
    PrintWriter out = spec.commandLine().getOut();
    String heading = "";
    for (Counted each : report.differences()) {
      Difference difference = each.difference();
      String next = difference.category() + ", " + Fields.nameOf(difference.stage()) + ":";
      if (!next.equals(heading)) {
        out.println(next);
        heading = next;
      }
      out.println("  " + each.count() + " " + words(difference));
    }
    if (report.beyond() > 0) {
      out.printf("%d more in other ways%n", report.beyond());
    }
    out.printf("%d of %d answers differ%n", report.total(), asked);
    out.flush();
  }

  private static String words(Difference difference) {
    return Fields.nameOf(difference.change()).replace('-', ' ')
        + ": before "
        + difference.before()
        + "; after "
        + difference.after();
  }
}
