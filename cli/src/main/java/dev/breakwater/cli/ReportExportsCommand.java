package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.border.Provision;
import dev.breakwater.ingest.border.RegisterTable;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.exports.ExportRegister;
import dev.breakwater.report.exports.ExportReport;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The register of exports as a report. */
@Command(
    name = "exports",
    description = {
      "Writes the register of exports. Without --register it is read from the border's book,"
          + " compared with the log, and written beside the report as FILE.register.json, the"
          + " report's evidence.",
      "Exit code 1 if the log has a release elsewhere than the book says, or not at all, or one"
          + " that the book does not have."
    },
    mixinStandardHelpOptions = true)
final class ReportExportsCommand implements Callable<Integer> {
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  @Spec private CommandSpec spec;
  @Mixin private ReportOptions options = new ReportOptions();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--year",
      paramLabel = "YYYY",
      description = "whose releases are shown (default: this one, in the time of China)")
  private @Nullable Integer year;

  private int differences;

  @ArgGroup(exclusive = false)
  private @Nullable Given given;

  /** A register that was written before. */
  static final class Given {
    @Option(
        names = "--register",
        paramLabel = "FILE",
        required = true,
        description = "made by 'cloud export report --format json'")
    private Path file = Path.of("");

    @Option(
        names = "--digest",
        paramLabel = "HEX",
        required = true,
        description = "its SHA-256, as it was written down when it was made")
    private String digest = "";
  }

  @Override
  public Integer call() throws IOException, CommandFailedException {
    int shown = year == null ? InstantSource.system().instant().atOffset(CHINA).getYear() : year;
    Given register = given;
    if (register == null) {
      Path file = fromTheBook();
      say(
          options.write(
              texts ->
                  ExportReport.of(
                      ExportRegister.of(
                          EvidenceFile.found(String.valueOf(file.getFileName()), file), shown),
                      texts)));
    } else {
      say(
          options.write(
              texts -> ExportReport.of(ExportRegister.of(opened(register), shown), texts)));
    }
    return differences == 0 ? 0 : 1;
  }

  private static EvidenceFile opened(Given given) throws IOException, EvidenceException {
    Path directory = Objects.requireNonNull(given.file.toAbsolutePath().getParent());
    String name = String.valueOf(given.file.getFileName());
    try {
      return EvidenceFile.in(directory, name, Digest.ofHex(given.digest));
    } catch (IllegalArgumentException e) {
      throw new EvidenceException(name, "--digest is no SHA-256 of 64 hexadecimal digits");
    }
  }

  private Path fromTheBook() throws IOException, CommandFailedException {
    Path out = options.out();
    Path file = out.resolveSibling(out.getFileName() + ".register.json");
    var log = ExportsInLog.of(data.layout());
    try (var desk = BorderDesk.at(data.layout())) {
      List<Provision> provisions = desk.papers().register().provisions();
      List<Map<String, String>> rows = new ArrayList<>(RegisterTable.rows(provisions));
      List<FiledRelease> releases = provisions.stream().map(Provision::release).toList();
      for (int i = 0; i < releases.size(); i++) {
        compare(releases.get(i), rows.get(i), log);
      }
      for (ExportsInLog.Entry each : log.without(releases)) {
        rows.add(onlyInTheLog(each));
      }
      ReportFile.write(file, RegisterTable.jsonOf(rows));
    }
    return file;
  }

  /** Adds to a row what the log says otherwise. */
  private void compare(FiledRelease release, Map<String, String> row, ExportsInLog log)
      throws IOException, CommandFailedException {
    Optional<String> difference = log.difference(release);
    row.put("log-says", difference.orElse(""));
    if (difference.isPresent()) {
      differences++;
      Long booked = release.progress().logged();
      say(
          "release %d: the book says %s; the log says: %s"
              .formatted(
                  release.number(),
                  booked == null ? "it is not logged" : "entry " + booked,
                  difference.get()));
    }
  }

  private Map<String, String> onlyInTheLog(ExportsInLog.Entry entry) {
    differences++;
    say(
        "entry %d of the log: %s, hour %s; the book has no such release"
            .formatted(entry.index(), entry.leaf().decision(), entry.leaf().hour()));
    Map<String, String> row = new LinkedHashMap<>();
    row.put(ExportRegister.ONLY_IN_LOG, Long.toString(entry.index()));
    row.put("at", entry.leaf().hour().toString());
    row.put("decision", entry.leaf().decision());
    row.put("rules", String.join(" ", entry.leaf().rules()));
    return row;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
