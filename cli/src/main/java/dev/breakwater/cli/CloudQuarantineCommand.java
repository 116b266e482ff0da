package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.ingest.keys.UnopenableException;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What failed a check. */
@Command(
    name = "quarantine",
    description = "Shows what failed a check, and why.",
    mixinStandardHelpOptions = true)
final class CloudQuarantineCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(out());
  }

  @Command(
      name = "list",
      description = "One line a row: digest, item, category, when it came, reason.",
      mixinStandardHelpOptions = true)
  void list(@Mixin DataOption data)
      throws IOException, CorruptRowException, CommandFailedException {
    try (var store = StoredClips.open(data.layout())) {
      store.each(Selection.all(Part.QUARANTINE), row -> out().println(line(row)));
    }
  }

  @Command(
      name = "show",
      description = "All that is known of one row; not its content.",
      mixinStandardHelpOptions = true)
  void show(
      @Parameters(paramLabel = "DIGEST", description = "of the row, see 'quarantine list'")
          String digest,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    List<Outcome> found = new ArrayList<>();
    try (var store = StoredClips.open(data.layout())) {
      store.each(Selection.digest(Part.QUARANTINE, digest(digest)), found::add);
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
    if (found.isEmpty()) {
      throw new CommandFailedException(
          "No quarantined row has the digest " + digest + ".", "See 'quarantine list'.", 2);
    }
    var cipher = DataCipher.of(data.layout(), new SecureRandom());
    for (Outcome row : found) {
      Optional<Bytes> plain;
      try {
        plain = cipher.open(row);
      } catch (UnopenableException e) {
        throw new CommandFailedException(e.getMessage() + ".", "Restore the store from a copy.");
      }
      out().println(line(row));
      out().println("purpose " + row.purpose() + ", policy " + row.pack());
      out()
          .println(
              plain.isPresent() ? plain.get().length() + " bytes" : "erased: its key is destroyed");
    }
  }

  private static Digest digest(String text) throws CommandFailedException {
    try {
      return Digest.ofHex(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "'" + text + "' is not a digest.", "See 'breakwater cloud quarantine list'.", 2);
    }
  }

  /** A car chose the names: nothing of them may steer the terminal. */
  private static String line(Outcome row) {
    return String.join(
            " ",
            row.digest().hex(),
            row.item(),
            row.category().isEmpty() ? "-" : row.category(),
            Instant.ofEpochMilli(row.appendedAtMillis()).toString(),
            row.reason())
        .replaceAll("\\p{Cntrl}", "?");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
