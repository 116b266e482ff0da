package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.keys.UnopenableException;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.reconcile.NotReadmittedException;
import dev.breakwater.ingest.reconcile.Readmission;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What failed a check. */
@Command(
    name = "quarantine",
    description = "Shows what failed a check, and why; has it checked once more.",
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

  @Command(
      name = "release",
      description = {
        "Gives one row to the job again, which checks it as it came from the car: after the vehicle"
            + " was enrolled, or what goes before it has come. No check is left out.",
        "The log has who asked, and why, before. Needs the running onshore side."
      },
      mixinStandardHelpOptions = true)
  void release(
      @Parameters(paramLabel = "DIGEST", description = "of the row, see 'quarantine list'")
          String digest,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "why it may be right now; kept inside the log's commitment")
          String reason,
      @Option(
              names = "--operator",
              paramLabel = "NAME",
              description = "who asks (default: the user of this process)")
          @Nullable String operator,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    DataLayout layout = data.layout();
    Digest row = digest(digest);
    Readmission.Asked asked = asked(operator, reason);
    String kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    var random = new SecureRandom();
    var cipher = DataCipher.of(layout, random);
    try (var store = StoredClips.open(layout);
        var statements = AuditCommand.statements(layout, kafka, cipher.keys());
        var raw = new TopicWriter(kafka, Topics.RAW)) {
      var readmission =
          new Readmission(store, cipher, statements, raw, InstantSource.system(), random);
      out()
          .println(
              "given to the job again, entry " + readmission.readmit(row, asked) + " of the log");
    } catch (NotReadmittedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private static Readmission.Asked asked(@Nullable String operator, String reason)
      throws CommandFailedException {
    try {
      String name = operator == null ? System.getProperty("user.name", "") : operator;
      return new Readmission.Asked(name, reason);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          e.getMessage() + ".", "Say it with --operator and --reason.", 2);
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
