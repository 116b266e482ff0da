package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cases, and the rules that they try. */
final class CaseOptions {
  @Parameters(
      paramLabel = "CASES.yaml",
      arity = "1..*",
      description = {
        "questions to the policy with the expected answers, a list 'cases' of:",
        "name, stage (collect, offboard, store, export), data (a category or a VSS path), at (an"
            + " instant), expect (permit, transform, deny); if there are any: consent, purpose, known"
            + " (a mapping of the names in conditions), rules, clauses, obligations"
      })
  private List<Path> files = List.of();

  @Mixin private PackOptions packs = new PackOptions();

  /** How the cases ended, in the order of their files. */
  record Tried(PolicyPack pack, List<Verdict> verdicts) {
    List<Verdict> failures() {
      return verdicts.stream().filter(verdict -> !verdict.holds()).toList();
    }
  }

  /**
   * Tries every case.
   *
   * @throws InvalidSourceException with every problem of every file
   */
  Tried tried() throws IOException, CommandFailedException, InvalidSourceException {
    PolicyPack pack = packs.pack();
    var engine = PolicyEngine.compile(pack);
    List<Verdict> verdicts = cases(pack).stream().map(each -> Verdict.of(each, engine)).toList();
    return new Tried(pack, verdicts);
  }

  private List<Case> cases(PolicyPack pack)
      throws IOException, CommandFailedException, InvalidSourceException {
    return PolicyFiles.all(
        files, file -> Case.load(PolicyFiles.read(file), file.toString(), pack.catalog()));
  }
}
