package dev.breakwater.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.breakwater.cli.installation.CommandFailedException;
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
import java.util.Objects;
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
      "Writes the register of exports. Without --register it is read from the border's book, and",
      "written beside the report as FILE.register.json, the report's evidence."
    },
    mixinStandardHelpOptions = true)
final class ReportExportsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  @Spec private CommandSpec spec;
  @Mixin private ReportOptions options = new ReportOptions();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--year",
      paramLabel = "YYYY",
      description = "whose releases are shown (default: this one, in the time of China)")
  private @Nullable Integer year;

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
    return 0;
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
    try (var desk = BorderDesk.at(data.layout())) {
      var rows = RegisterTable.rows(desk.papers().register().provisions());
      ReportFile.write(file, JSON.writeValueAsString(rows) + "\n");
    }
    return file;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
