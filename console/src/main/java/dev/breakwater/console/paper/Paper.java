package dev.breakwater.console.paper;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Download;
import dev.breakwater.console.Answer.Problem;
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

/** How somebody wants a report. */
public record Paper(Form form, Language language) {
  /** Of the file. */
  public enum Form {
    PDF,
    HTML
  }

  /** Makes a page of evidence. */
  @FunctionalInterface
  public interface Report {
    Page page(Texts texts) throws IOException, EvidenceException, InvalidSourceException;
  }

  /**
   * Reads the wish.
   *
   * @throws IllegalArgumentException if there is no such form or language
   */
  public static Paper of(String form, String language) {
    return new Paper(
        switch (form) {
          case "pdf" -> Form.PDF;
          case "html" -> Form.HTML;
          default -> throw new IllegalArgumentException("a report is pdf or html");
        },
        switch (language) {
          case "zh" -> Language.ZH;
          case "en" -> Language.EN;
          case "ja" -> Language.JA;
          default -> throw new IllegalArgumentException("a report is in zh, en or ja");
        });
  }

  /**
   * Writes a report, or says why there is none: evidence that is missing or changed gives none.
   *
   * @param name of the file, without its ending
   */
  public Answer write(String name, Report report) throws IOException {
    try {
      Page page = report.page(Texts.of(language));
      return switch (form) {
        case HTML -> new Download(name + ".html", "text/html", HtmlReport.write(page));
        case PDF -> new Download(name + ".pdf", "application/pdf", pdf(page));
      };
    } catch (EvidenceException e) {
      return new Problem(422, "evidence", e.getMessage() + ". " + e.remedy());
    } catch (InvalidSourceException e) {
      return new Problem(422, "sheet", String.valueOf(e.getMessage()));
    } catch (FontMissingException e) {
      return new Problem(422, "font", e.getMessage() + ". " + FontMissingException.REMEDY);
    }
  }

  private Bytes pdf(Page page) throws IOException, FontMissingException {
    Optional<Path> letters = FontFile.installed(language);
    return PdfReport.write(page, letters);
  }
}
