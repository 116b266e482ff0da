package dev.breakwater.report.pdf;

import dev.breakwater.report.chart.Drawing;
import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.chart.Shape;
import dev.breakwater.report.chart.Shape.Point;
import dev.breakwater.report.page.Block;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.page.Source;
import dev.breakwater.report.page.Tone;
import dev.breakwater.report.page.Words;
import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Writes a page as PDF, A4, with vector charts and a link from each citation to its source. The
 * same page and the same font give the same bytes.
 */
public final class PdfReport {
  /** A document's id is made of its time otherwise. */
  private static final long NO_TIME = 0;

  private static final float BODY = 10;
  private static final float GAP = 8;

  private final Page page;
  private final Sheets sheets;
  private final Style body;

  private PdfReport(Page page, Sheets sheets, Style body) {
    this.page = page;
    this.sheets = sheets;
    this.body = body;
  }

  /**
   * @param font for Chinese and Japanese; without it their letters are written as numbers
   * @throws FontMissingException if the font cannot be embedded
   */
  public static Bytes write(Page page, Optional<Path> font)
      throws IOException, FontMissingException {
    try (var document = new PDDocument();
        Typeface typeface = Typeface.of(document, font);
        var sheets = new Sheets(document)) {
      document.setDocumentId(NO_TIME);
      document.getDocumentInformation().setTitle(page.title());
      document.getDocumentCatalog().setLanguage(page.texts().language().tag());
      var body = new Style(typeface, BODY, false, page.texts().language().locale());
      var report = new PdfReport(page, sheets, body);
      report.whole();
      sheets.finish(page.title(), body.sized(8));
      var out = new ByteArrayOutputStream();
      document.save(out);
      return Bytes.of(out.toByteArray());
    }
  }

  private void whole() throws IOException {
    lines(page.title(), body.sized(20).bold(), Ink.TEXT);
    sheets.down(3);
    lines(page.subtitle(), body, Ink.MUTED);
    sheets.down(6);
    sheets.box(Sheets.LEFT, sheets.y(), Sheets.WIDTH, 2, Ink.FIRST);
    sheets.down(GAP + 4);
    for (Block block : page.blocks()) {
      block
          .<Step>match(
              heading -> () -> heading(heading.text()),
              paragraph -> () -> paragraph(paragraph.words()),
              table -> () -> new TableSheet(table, sheets, body.sized(9)).write(),
              figures -> () -> figures(figures.figures()),
              picture -> () -> picture(picture))
          .run();
    }
    sources();
  }

  /** Writing fails as files do. */
  private interface Step {
    void run() throws IOException;
  }

  private void lines(String text, Style style, Ink ink) throws IOException {
    for (String line : style.lines(text, Sheets.WIDTH)) {
      sheets.require(style.leading());
      sheets.text(line, Sheets.LEFT, sheets.y() + style.size(), style, ink);
      sheets.down(style.leading());
    }
  }

  private void heading(String text) throws IOException {
    // Never the last thing on a sheet.
    sheets.require(90);
    sheets.down(GAP);
    lines(text, body.sized(13).bold(), Ink.TEXT);
    sheets.down(GAP / 2);
  }

  private void paragraph(Words words) throws IOException {
    Cell cell = Cell.of(words, body, Sheets.WIDTH);
    sheets.require(cell.height());
    cell.write(sheets, Sheets.LEFT);
    sheets.down(cell.height() + GAP / 2);
  }

  private void figures(List<Block.Figure> figures) throws IOException {
    float room = (Sheets.WIDTH - (figures.size() - 1) * GAP) / figures.size();
    List<Cell> values =
        figures.stream()
            .map(each -> Cell.of(each.words(), body.sized(15).bold(), room - 2 * GAP))
            .toList();
    List<Cell> labels =
        figures.stream()
            .map(each -> Cell.of(Words.of(each.label()), body.sized(8), room - 2 * GAP))
            .toList();
    float upper = highest(values);
    float height = upper + highest(labels) + 2 * GAP + 4;
    sheets.require(height + GAP);
    float top = sheets.y();
    for (int i = 0; i < figures.size(); i++) {
      float x = Sheets.LEFT + i * (room + GAP);
      frame(x, top, room, height);
      sheets.down(GAP);
      values.get(i).write(sheets, x + GAP);
      sheets.down(upper + 3);
      labels.get(i).write(sheets, x + GAP);
      sheets.down(top - sheets.y());
    }
    sheets.down(height + GAP);
  }

  private void frame(float x, float top, float width, float height) throws IOException {
    var corners =
        List.of(
            new Point(0, 0),
            new Point(width, 0),
            new Point(width, height),
            new Point(0, height),
            new Point(0, 0));
    sheets.line(corners, new Point(x, top), 0.7, Ink.RULE);
    sheets.box(x, top, width, 2.5f, Ink.FIRST);
  }

  private static float highest(List<Cell> cells) {
    float highest = 0;
    for (Cell cell : cells) {
      highest = Math.max(highest, cell.height());
    }
    return highest;
  }

  private void picture(Block.Picture picture) throws IOException {
    Drawing drawing = picture.chart().draw();
    Cell caption = Cell.of(picture.caption(), body.sized(8), Sheets.WIDTH);
    sheets.require((float) drawing.height() + caption.height() + 2 * GAP);
    sheets.down(GAP / 2);
    var from = new Point(Sheets.LEFT, sheets.y());
    for (Shape shape : drawing.shapes()) {
      shape
          .<Step>match(
              box ->
                  () ->
                      sheets.box(
                          (float) (from.x() + box.x()),
                          (float) (from.y() + box.y()),
                          (float) box.width(),
                          (float) box.height(),
                          box.ink()),
              line -> () -> sheets.line(line.points(), from, line.width(), line.ink()),
              area -> () -> sheets.area(area.corners(), from, area.ink()),
              label -> () -> label(label, from))
          .run();
    }
    sheets.down((float) drawing.height() + GAP / 2);
    caption.write(sheets, Sheets.LEFT);
    sheets.down(caption.height() + GAP);
  }

  private void label(Shape.Label label, Point from) throws IOException {
    Style style = body.sized((float) label.size());
    float width = style.width(label.text());
    float x =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    sheets.text(
        label.text(),
        (float) (from.x() + label.x()) - x,
        (float) (from.y() + label.y()),
        style,
        label.ink());
  }

  private void sources() throws IOException {
    heading(page.texts().get("sources.heading"));
    paragraph(Words.of(page.texts().get("sources.note")));
    Style style = body.sized(8.5f);
    int number = 1;
    for (Source source : page.sources()) {
      String place = source.place().isEmpty() ? "" : ", " + source.place();
      Words name = new Words("[" + number + "]  " + source.name() + place, Tone.PLAIN, List.of());
      Cell first = Cell.of(name, style, Sheets.WIDTH);
      Cell digest = Cell.of(Words.of("SHA-256 " + source.digest().hex()), style, Sheets.WIDTH);
      sheets.require(first.height() + digest.height());
      sheets.source(number);
      first.write(sheets, Sheets.LEFT);
      sheets.down(first.height());
      digest.write(sheets, Sheets.LEFT);
      sheets.down(digest.height() + 3);
      number++;
    }
  }
}
