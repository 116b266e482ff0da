package dev.breakwater.cli;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.border.FiledRequest;
import dev.breakwater.ingest.border.Provision;
import dev.breakwater.ingest.border.RefusedException;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.border.RegisterReport;
import dev.breakwater.ingest.border.RegisterTable;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.ingest.jurisdiction.WrongPlaceException;
import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The border: what leaves the country, and the register of it. */
@Command(
    name = "export",
    description = {
      "Lets data leave the country: a request, an approval, a release, and the register of it.",
      "The compliance office's keys are those of cloud/policy-keys.yaml in the data directory."
    },
    mixinStandardHelpOptions = true)
final class CloudExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** In which form the register is written. */
  enum Form {
    TEXT,
    HTML,
    CSV,
    JSON
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "sign",
      description =
          "Signs a paper (permits, or a list of jurisdictions) for the compliance office.",
      mixinStandardHelpOptions = true)
  void sign(
      @Parameters(paramLabel = "FILE.yaml", description = "the paper") Path file,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              required = true,
              description = "private key; made by 'breakwater anonymize keygen'")
          Path key,
      @Option(
              names = {"-o", "--out"},
              paramLabel = "FILE.note",
              required = true,
              description = "is replaced")
          Path out)
      throws IOException, CommandFailedException {
    Bytes text = PolicyFiles.read(file);
    try {
      ReportFile.write(out, OfficeNote.sign(text, AnonymizeKeys.signerKey(key)));
      out().println(out + " is signed");
    } catch (NoteException | IllegalArgumentException e) {
      throw new CommandFailedException(
          file + " cannot be signed: " + e.getMessage() + ".",
          "A paper is plain text that ends with a line's end.",
          2);
    }
  }

  @Command(
      name = "request",
      description = "Files a request to let rows go abroad, and prints its number.",
      mixinStandardHelpOptions = true)
  void request(
      @Parameters(paramLabel = "FILE.yaml", description = "see docs/border.md") Path file,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    Bytes yaml = PolicyFiles.read(file);
    try (var desk = BorderDesk.at(data.layout())) {
      long number = desk.papers().request(yaml, file.toString());
      out().println("request " + number + " is filed; 'export release " + number + "' is next");
    } catch (InvalidSourceException e) {
      throw invalid(e);
    }
  }

  @Command(
      name = "approve",
      description = "Takes a signed paper of permits, in place of the one before.",
      mixinStandardHelpOptions = true)
  void approve(
      @Parameters(paramLabel = "FILE.note", description = "made by 'export sign'") Path file,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    Bytes note = BorderDesk.note(file);
    try (var desk = BorderDesk.at(data.layout())) {
      Permits permits = desk.papers().approve(note, file.toString());
      out().println("permits " + permits.sequence() + " are in force");
      for (Approval each : permits.approvals()) {
        out()
            .printf(
                "  %s (%s): %s to %s, %d persons a year, until %s%n",
                each.number(),
                Fields.nameOf(each.kind()),
                each.categories(),
                each.recipient(),
                each.persons(),
                each.valid().until());
      }
    } catch (BundleRefusedException e) {
      throw new CommandFailedException(
          file + " is refused: " + e.getMessage() + ".", "Have the compliance office sign it.");
    } catch (InvalidSourceException e) {
      throw invalid(e);
    } catch (RefusedException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  @Command(
      name = "release",
      description = {
        "Releases what was requested, once; given again it goes on where it stopped.",
        "The onshore side runs. Exit code 0: delivered; 1: nothing of it may leave, and why."
      },
      mixinStandardHelpOptions = true)
  int release(
      @Parameters(paramLabel = "N", description = "number of the request") long number,
      @Option(
              names = "--approval",
              paramLabel = "NUMBER",
              required = true,
              description = "of an approval in the permits")
          String approval,
      @Mixin DataOption data)
      throws IOException, CommandFailedException, InterruptedException {
    try (var desk = BorderDesk.at(data.layout())) {
      FiledRelease release = desk.whole().release(number, approval);
      tell(release);
      return release.rows() == 0 ? 1 : 0;
    } catch (RefusedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (WrongPlaceException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private void tell(FiledRelease release) {
    out()
        .printf(
            "release %d: %s, %d rows leave, %d stay, entry %s of the log%n",
            release.number(),
            Fields.nameOf(release.state()),
            release.rows() - release.progress().erased(),
            release.refused(),
            release.progress().logged());
    new TreeMap<>(release.refusals())
        .forEach((reason, rows) -> out().printf("  %d stay: %s%n", rows, reason));
  }

  @Command(
      name = "list",
      description = "Lists requests and what became of them.",
      mixinStandardHelpOptions = true)
  void list(@Mixin DataOption data) throws IOException, CommandFailedException {
    try (var desk = BorderDesk.at(data.layout())) {
      Border border = desk.papers();
      List<FiledRelease> releases =
          border.register().provisions().stream().map(Provision::release).toList();
      for (FiledRequest each : border.requests()) {
        String state =
            releases.stream()
                .filter(release -> release.request() == each.number())
                .map(
                    release -> "release " + release.number() + " " + Fields.nameOf(release.state()))
                .findFirst()
                .orElse("open");
        out()
            .printf(
                "%d %s: %s to %s for %s, %s%n",
                each.number(),
                each.filedAt(),
                each.request().categories().stream().sorted().toList(),
                each.request().recipient(),
                each.request().purpose(),
                state);
      }
    }
  }

  @Command(
      name = "report",
      description = "Writes the register of exports: counts, approvals, and every release.",
      mixinStandardHelpOptions = true)
  void report(
      @Option(
              names = "--format",
              paramLabel = "text|html|csv|json",
              defaultValue = "TEXT",
              description = "(default: text)")
          Form form,
      @Option(
              names = "--year",
              paramLabel = "YYYY",
              description = "whose persons are counted (default: this one, in China's time)")
          @Nullable Integer year,
      @Option(
              names = {"-o", "--out"},
              paramLabel = "FILE",
              description = "is replaced (default: the terminal)")
          @Nullable Path file,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    var counted =
        year == null ? CountingYear.of(InstantSource.system().instant()) : new CountingYear(year);
    try (var desk = BorderDesk.at(data.layout())) {
      String text = written(desk.papers().register(), counted, form);
      if (file == null) {
        out().print(text);
        out().flush();
      } else {
        ReportFile.write(file, text);
      }
    }
  }

  private static String written(Register register, CountingYear year, Form form)
      throws IOException {
    return switch (form) {
      case TEXT -> RegisterReport.of(register, year).text();
      case HTML -> RegisterReport.of(register, year).html();
      case CSV -> RegisterTable.csv(register.provisions());
      case JSON -> RegisterTable.json(register.provisions());
    };
  }

  private static CommandFailedException invalid(InvalidSourceException e) {
    return new CommandFailedException(e.getMessage() + ".", "Correct the file.", 2);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
