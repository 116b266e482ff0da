package dev.breakwater.cli;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.search.YearFigures;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts a year's decisions, as evidence of the annual report. */
@Command(
    name = "figures",
    description = {
      "Counts the decisions of a year by month, kind and category, over the log as it is now, and",
      "prints the digest that the annual report's sheet names. The onshore side runs."
    },
    mixinStandardHelpOptions = true)
final class ReportFiguresCommand implements Callable<Integer> {
  /** C2SP tlog-tiles. */
  private static final String CHECKPOINT = "checkpoint";

  @Option(names = "--year", paramLabel = "YYYY", required = true, description = "in China's time")
  private int year;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.json",
      required = true,
      description = "is replaced")
  private Path out = Path.of("");

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    try (var desk = SearchDesk.open(data.layout())) {
      Checkpoint checkpoint =
          desk.policy()
              .accept(
                  desk.log()
                      .read(CHECKPOINT, SignedNote.MAX_BYTES)
                      .orElseThrow(() -> new IOException("the log has no checkpoint")));
      long complete = desk.update();
      if (complete < checkpoint.size()) {
        throw new CommandFailedException(
            "The index has " + complete + " of the log's " + checkpoint.size() + " entries.",
            "Try again when what arrives is in the log.");
      }
      String text = YearFigures.of(year, desk.index(), checkpoint);
      ReportFile.write(out, text);
      Bytes bytes = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
      spec.commandLine().getOut().println(out + ": SHA-256 " + Digest.of(bytes).hex());
      spec.commandLine().getOut().flush();
      return 0;
    } catch (NoteException e) {
      throw SearchDesk.notAccepted(e);
    }
  }
}
