package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.wire.ItemId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves the decision about one item. */
@Command(
    name = "prove",
    description = {
      "Proves that the decision about a stored or quarantined item is in the log: prints the entry"
          + " and what opens its commitment, and writes the inclusion proof (C2SP tlog-proof).",
      "For the operator, who has store and keys; the proof file is then verified by anyone with"
          + " 'audit verify PROOF --policy FILE'."
    },
    mixinStandardHelpOptions = true)
final class AuditProveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ITEM", description = "vehicle/epoch/lane/number")
  private String item = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the proof file to write (*.tlog-proof)")
  private @Nullable Path output;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    DataLayout layout = data.layout();
    ItemId id = itemId(item);
    if (!Files.isDirectory(layout.onshore().store())) {
      throw new CommandFailedException(
          layout.onshore().store() + " is not a store.", "Name an installation with --data.", 2);
    }
    try (var store = IcebergStore.open(layout.onshore().store())) {
      var trail =
          new Trail(
              store,
              DataCipher.of(layout, new SecureRandom()),
              LogSource.of(layout.onshore().log().toString()),
              AuditCommand.policy(layout.logPolicy()));
      print(trail.prove(id));
      return 0;
    } catch (NotProvenException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (NoteException | InvalidProofException e) {
      throw new CommandFailedException(
          "The log does not prove it: " + e.getMessage() + ".", "Run 'breakwater audit verify'.");
    }
  }

  static ItemId itemId(String item) throws CommandFailedException {
    try {
      return ItemId.parse(item);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "'" + item + "' is not an item.", "Write vehicle/epoch/lane/number.", 2);
    }
  }

  private void print(Trail.ItemProof proven) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("entry " + proven.proof().index() + ": " + text(proven.proof().extra().toArray()));
    out.println("commits to: " + text(proven.content().encode().toArray()));
    out.println("salt: " + HexFormat.of().formatHex(proven.salt().toArray()));
    if (output != null) {
      Files.write(output, proven.proof().encode().toArray());
      out.println("proof: " + output);
    }
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
