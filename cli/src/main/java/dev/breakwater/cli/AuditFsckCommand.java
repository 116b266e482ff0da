package dev.breakwater.cli;

import dev.breakwater.audit.fsck.Finding;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.fsck.StoreFsck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks store and log together. */
@Command(
    name = "fsck",
    description = {
      "Checks an onshore side that is stopped: every byte of the log, what its head remembers, that"
          + " each row is what its entry commits to and each entry has its row. Changes nothing.",
      "Exit code 0: sound; 1: not, and the first bad entry is named; 2: it cannot be checked."
    },
    mixinStandardHelpOptions = true)
final class AuditFsckCommand implements Callable<Integer> {
  private static final int MOST_LINES = 100;

  @Option(
      names = "--kept-since",
      paramLabel = "DATE",
      defaultValue = "1970-01-01",
      description = {
        "first day (UTC) of what the retention periods still keep: entries of before need no row",
        "(default: all need one, but those that erasures account for)"
      })
  private LocalDate keptSince = LocalDate.EPOCH;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailedException {
    DataLayout layout = data.layout();
    var onshore = layout.onshore();
    if (!Files.isDirectory(onshore.store()) || !Files.isDirectory(onshore.logState())) {
      throw new CommandFailedException(
          layout.root() + " has no store and no log.", "Name an installation with --data.", 2);
    }
    try (var store = StoredClips.open(layout)) {
      var fsck =
          new StoreFsck(
              store,
              DataCipher.of(layout, new SecureRandom()),
              new ErasureFiles(onshore.erasures()).all(),
              keptSince.atStartOfDay(ZoneOffset.UTC).toInstant());
      return print(
          fsck.check(onshore.log(), onshore.logState(), AuditCommand.policy(layout.logPolicy())));
    } catch (IOException e) {
      throw new CommandFailedException(
          "It cannot be checked: " + e.getMessage() + ".", "Stop the onshore side first.", 2);
    }
  }

  private int print(StoreFsck.Report report) {
    PrintWriter out = spec.commandLine().getOut();
    report.findings().stream().limit(MOST_LINES).forEach(out::println);
    int more = report.findings().size() - MOST_LINES;
    if (more > 0) {
      out.println("and " + more + " more");
    }
    if (report.findings().isEmpty()) {
      out.printf(
          "sound: %d entries, %d rows; erasures account for %d entries without a row%n",
          report.entries(), report.rows(), report.erased());
      return 0;
    }
    Finding first = report.findings().get(0);
    out.println(
        first.index() == Finding.NO_INDEX
            ? "NOT sound"
            : "NOT sound, first bad entry " + first.index());
    return 1;
  }
}
