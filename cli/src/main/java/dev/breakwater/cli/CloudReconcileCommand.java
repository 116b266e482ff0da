package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.reconcile.ChainNumbers;
import dev.breakwater.ingest.reconcile.LingeringTransactions;
import dev.breakwater.ingest.reconcile.Reconciliation;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holes in what the cars numbered. */
@Command(
    name = "reconcile",
    description = {
      "Compares the numbers that the cars signed with what was stored, refused, quarantined or"
          + " reported lost, and the decisions with the tables; needs the running broker.",
      "Exit code 0 if every number is accounted for, 1 if not. Just after a stop, items are still"
          + " on their way: run it again."
    },
    mixinStandardHelpOptions = true)
final class CloudReconcileCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--abort-transactions",
      description = {
        "aborts what a job whose checkpoints are lost had not committed, so that readers go on;",
        "never while the job runs, or while its checkpoints exist"
      })
  private boolean abort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    String kafka = Endpoints.read(data.layout().endpoints()).bootstrapServers();
    transactions(kafka);
    try (var store = StoredClips.open(data.layout())) {
      var cipher = DataCipher.of(data.layout(), new SecureRandom());
      Reconciliation.Findings found = Reconciliation.of(kafka, store, cipher);
      print(found);
      return found.isWhole() ? 0 : 1;
    }
  }

  private void transactions(String kafka) throws IOException {
    try (var transactions = new LingeringTransactions(kafka, AdmissionJob.TRANSACTIONS)) {
      List<String> open = transactions.list();
      if (abort) {
        transactions.abort(open);
      }
      open.forEach(id -> out().println((abort ? "aborted " : "open transaction ") + id));
    }
  }

  private void print(Reconciliation.Findings found) {
    out().println("outcomes read up to " + found.offsets());
    for (Verdict verdict : Verdict.values()) {
      out().printf("%-12s %d%n", verdict, found.numbers().count(verdict));
    }
    out().println("rows of items " + found.storedRows());
    out().println("rows of quarantine " + found.quarantinedRows());
    for (ChainNumbers.Hole hole : found.numbers().holes()) {
      out().println("hole in " + hole.chain() + ": " + String.join(", ", hole.numbers()));
    }
    out().println(found.isWhole() ? "every number is accounted for" : "NOT everything is there");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
