package dev.breakwater.console.border;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Download;
import dev.breakwater.console.paper.Paper;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.border.RegisterReport;
import dev.breakwater.ingest.border.RegisterTable;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.exports.ExportRegister;
import dev.breakwater.report.exports.ExportReport;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The register of exports as a file, for a spot check (law.md C2). */
final class RegisterFile {
  private RegisterFile() {}

  /**
   * @param form {@code pdf}, {@code html}, {@code csv}, {@code json} or {@code text}
   * @throws IllegalArgumentException if there is no such form or language
   */
  static Answer of(Register register, CountingYear year, String form, String language)
      throws IOException {
    String name = "exports-" + year.value();
    return switch (form) {
      case "csv" -> file(name + ".csv", "text/csv", RegisterTable.csv(register.provisions()));
      case "json" ->
          file(name + ".json", "application/json", RegisterTable.json(register.provisions()));
      case "text" -> file(name + ".txt", "text/plain", RegisterReport.of(register, year).text());
      default -> report(register, year, Paper.of(form, language));
    };
  }

  private static Answer report(Register register, CountingYear year, Paper paper)
      throws IOException {
    String name = "exports-" + year.value();
    Path directory = Files.createTempDirectory("register");
    Path file = directory.resolve(name + ".register.json");
    try {
      Files.writeString(file, RegisterTable.json(register.provisions()));
      return paper.write(
          name,
          texts ->
              ExportReport.of(
                  ExportRegister.of(
                      EvidenceFile.found(String.valueOf(file.getFileName()), file), year.value()),
                  texts));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }

  private static Download file(String name, String mediaType, String text) {
    return new Download(name, mediaType, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
