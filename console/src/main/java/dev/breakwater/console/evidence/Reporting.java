package dev.breakwater.console.evidence;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.paper.Paper;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.border.RegisterTable;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.report.annual.AnnualReport;
import dev.breakwater.report.dossier.DossierReport;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.incident.IncidentReport;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.text.Texts;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes reports. A sheet comes with the request, and is kept in the folder of evidence if there is
 * a report, or lies there; files that it names lie there in either case, and none is taken that
 * does not have its digest.
 */
final class Reporting {
  /** Of the digest, in the name of a sheet that came with the request. */
  private static final int SHEET_DIGITS = 16;

  private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  private final ReportInputs inputs;
  private final Searching searching;
  private final Path border;

  /**
   * @param border directory of the border; need not exist
   */
  Reporting(ReportInputs inputs, Searching searching, Path border) {
    this.inputs = inputs;
    this.searching = searching;
    this.border = border;
  }

  /**
   * What reports can be made of.
   *
   * @param dossier whether 'certify all' has run
   * @param sheets YAML files in the folder
   * @param folder where evidence is put
   */
  record Available(boolean dossier, List<String> sheets, String folder) {}

  Available available() throws IOException {
    return new Available(
        Files.isRegularFile(inputs.dossier()), sheets(), inputs.folder().toString());
  }

  private List<String> sheets() throws IOException {
    if (!Files.isDirectory(inputs.folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(inputs.folder())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches(FILE_NAME) && name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  /** A file of the folder, as a sheet names it. */
  record Named(String file, String digest) {}

  /** What the annual report's sheet names: the year's figures, and the register of exports. */
  record Counted(Named figures, Named register) {}

  Answer figures(Call call) throws IOException, NoteException {
    int year = call.body().path("year").asInt(0);
    if (year < 2000 || year > 2099) {
      throw new IllegalArgumentException("a year, e.g. 2026, is expected");
    }
    Optional<String> figures = searching.figures(year);
    if (figures.isEmpty()) {
      return new Problem(503, "not-complete", "The index does not have every entry yet.");
    }
    String register = RegisterTable.json(Register.provisions(border));
    return new Json(
        new Counted(
            put("figures-" + year + ".json", figures.get()),
            put("register-" + year + ".json", register)));
  }

  private Named put(String name, String text) throws IOException {
    DurableFiles.createDirectories(inputs.folder());
    Path file = inputs.folder().resolve(name);
    DurableFiles.write(file, file.resolveSibling(name + ".new"), bytes(text));
    return new Named(name, Digest.of(bytes(text)).hex());
  }

  Answer dossier(Call call) throws IOException {
    return report(
        call, paper -> paper.write("dossier", texts -> DossierReport.of(inputs.dossier(), texts)));
  }

  Answer annual(Call call) throws IOException {
    return ofSheet(
        call, "annual", (sheet, texts) -> AnnualReport.of(inputs.annual().read(sheet), texts));
  }

  Answer incident(Call call) throws IOException {
    return ofSheet(
        call,
        "incident",
        (sheet, texts) -> IncidentReport.of(inputs.incident().read(sheet), texts));
  }

  /** Makes the page of a report of a sheet. */
  private interface SheetReport {
    Page page(Path sheet, Texts texts)
        throws IOException, EvidenceException, InvalidSourceException;
  }

  private Answer ofSheet(Call call, String name, SheetReport report) throws IOException {
    return report(
        call,
        paper ->
            ofSheet(call, name, sheet -> paper.write(name, texts -> report.page(sheet, texts))));
  }

  /** Makes an answer of something. */
  private interface Making<T> {
    Answer of(T input) throws IOException;
  }

  private static Answer report(Call call, Making<Paper> making) throws IOException {
    try {
      return making.of(
          Paper.of(
              call.body().path("form").asText("pdf"), call.body().path("language").asText("zh")));
    } catch (IllegalArgumentException e) {
      return new Problem(400, "invalid", String.valueOf(e.getMessage()));
    }
  }

  private Answer ofSheet(Call call, String report, Making<Path> making) throws IOException {
    String text = call.body().path("sheet").asText("");
    if (text.isEmpty()) {
      String name = call.body().path("file").asText("");
      if (!name.matches(FILE_NAME)) {
        throw new IllegalArgumentException("a file of the folder of evidence is expected");
      }
      return making.of(inputs.folder().resolve(name));
    }
    // The report leads to it: it stays, under a name that is the same whenever it is given.
    String digest = Digest.of(bytes(text)).hex().substring(0, SHEET_DIGITS);
    String name = report + "-" + digest + ".yaml";
    boolean isNew = !Files.exists(inputs.folder().resolve(name));
    Path sheet = inputs.folder().resolve(put(name, text).file());
    Answer answer = making.of(sheet);
    if (isNew && answer instanceof Problem) {
      Files.deleteIfExists(sheet);
    }
    return nameless(answer, sheet);
  }

  /** Where the sheet lies is nothing to who gave it. */
  private static Answer nameless(Answer answer, Path sheet) {
    return answer instanceof Problem problem
        ? new Problem(
            problem.status(), problem.code(), problem.message().replace(sheet.toString(), "sheet"))
        : answer;
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
