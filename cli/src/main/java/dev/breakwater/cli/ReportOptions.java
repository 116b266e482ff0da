package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.html.HtmlReport;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.pdf.FontFile;
import dev.breakwater.report.pdf.FontMissingException;
import dev.breakwater.report.pdf.PdfReport;
import dev.breakwater.report.text.Language;
import dev.breakwater.report.text.Texts;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a report is written, whichever it is. */
final class ReportOptions {
  @Option(
      names = "--format",
      paramLabel = "pdf|html",
      defaultValue = "PDF",
      description = "(default: pdf)")
  private Form form = Form.PDF;

  @Option(
      names = "--language",
      paramLabel = "zh|en|ja",
      defaultValue = "ZH",
      description = "(default: zh)")
  private Language language = Language.ZH;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "is replaced")
  private Path out = Path.of("");

  @Option(
      names = "--font",
      paramLabel = "FILE",
      description = "TrueType font with Chinese and Japanese letters (default: an installed one)")
  private @Nullable Path font;

  enum Form {
    PDF,
    HTML
  }

  /** Makes a page of evidence. */
  interface Report {
    Page page(Texts texts) throws IOException, EvidenceException, InvalidSourceException;
  }

  Path out() {
    return out;
  }

  /**
   * Writes the report.
   *
   * @return what the user is told
   * @throws CommandFailedException with exit code 2 if the evidence is bad or missing
   */
  String write(Report report) throws IOException, CommandFailedException {
    Page page = page(report);
    ReportFile.write(out, bytes(page));
    return out + ": " + page.title() + ", " + page.sources().size() + " sources of evidence";
  }

  private Page page(Report report) throws IOException, CommandFailedException {
    try {
      return report.page(Texts.of(language));
    } catch (EvidenceException e) {
      throw new CommandFailedException(e.getMessage() + ".", e.remedy(), 2);
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(
          e.getMessage() + ".", "No report is written. Correct the sheet.", 2);
    }
  }

  private Bytes bytes(Page page) throws IOException, CommandFailedException {
    return switch (form) {
      case HTML -> HtmlReport.write(page);
      case PDF -> pdf(page);
    };
  }

  private Bytes pdf(Page page) throws IOException, CommandFailedException {
    Optional<Path> letters =
        font == null ? FontFile.installed(language) : Optional.ofNullable(font);
    if (letters.isEmpty() && language != Language.EN) {
      throw new CommandFailedException(
          "No TrueType font with Chinese or Japanese letters is installed.",
          FontMissingException.REMEDY,
          2);
    }
    try {
      return PdfReport.write(page, letters);
    } catch (FontMissingException e) {
      throw new CommandFailedException(e.getMessage() + ".", FontMissingException.REMEDY, 2);
    }
  }
}
