package dev.breakwater.cli;

import dev.breakwater.audit.evidence.Request;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.evidence.EvidenceMaker;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opens one row to an auditor. */
@Command(
    name = "disclose",
    description = {
      "Opens one stored or quarantined item to an auditor: which car, which decision, by which rules"
          + " of which policy, when, with the proof that the log has it. Anybody verifies the file"
          + " offline with 'audit open'.",
      "For the operator, while the onshore side runs: the log gets an entry of stage DISCLOSE"
          + " first."
    },
    mixinStandardHelpOptions = true)
final class AuditDiscloseCommand implements Callable<Integer> {
  @Option(
      names = "--item",
      paramLabel = "ITEM",
      required = true,
      description = "vehicle/epoch/lane/number")
  private String item = "";

  @Mixin private EvidenceOptions options = new EvidenceOptions();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    ItemId id = AuditProveCommand.itemId(item);
    Request request = options.request("item " + id, InstantSource.system().instant());
    try (var desk = EvidenceDesk.open(data.layout())) {
      EvidenceMaker maker = desk.maker(request);
      EvidenceDesk.add(maker, List.of(row(desk, id)), options.payload());
      desk.finish(maker, options, spec.commandLine().getOut());
      return 0;
    }
  }

  private static Outcome row(EvidenceDesk desk, ItemId id)
      throws IOException, CommandFailedException {
    try {
      Optional<Outcome> row = desk.store().find(id);
      return row.orElseThrow(
          () ->
              new CommandFailedException(
                  "The store has no row of " + id + ".", "See 'breakwater audit prove'."));
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }
}
