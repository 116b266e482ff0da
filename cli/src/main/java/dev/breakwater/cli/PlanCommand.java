package dev.breakwater.cli;

import dev.breakwater.agent.plan.CollectionPlan;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator does with collection plans. */
@Command(
    name = "plan",
    description = "Checks collection plans; 'policy bundle create' takes them to cars.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "check",
      description = {
        "Reads plans and names every mistake in them, as FILE:LINE:COLUMN with the line itself.",
        "Whether a plan is permitted is decided in the car, when it begins.",
        "Exit code 0: all can be used; 1: some cannot."
      },
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "PLAN.yaml", arity = "1..*", description = "collection plans")
          List<Path> plans,
      @Option(
              names = "--catalog",
              paramLabel = "FILE.yaml",
              description = "the kinds of data that they speak of (default: the built-in catalog)")
          @Nullable Path catalogFile)
      throws IOException, CommandFailedException {
    try {
      Catalog catalog = PolicyFiles.catalog(catalogFile);
      List<CollectionPlan> read = PolicyFiles.all(plans, file -> List.of(plan(file, catalog)));
      for (CollectionPlan plan : read) {
        spec.commandLine()
            .getOut()
            .printf(
                "%s: %s, from %s to %s%n",
                plan.id(), plan.purpose(), plan.inForce().from(), plan.inForce().until());
      }
      return 0;
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private static CollectionPlan plan(Path file, Catalog catalog)
      throws IOException, CommandFailedException, InvalidSourceException {
    return CollectionPlan.load(PolicyFiles.read(file), file.toString(), catalog);
  }
}
