package dev.breakwater.report.pdf;

import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.chart.Shape.Point;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDBorderStyleDictionary;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;

/**
 * The sheets of a document, A4, filled from top to bottom. Distances are points from the upper left
 * corner of the sheet that is being filled. One thread.
 */
final class Sheets implements Closeable {
  static final float LEFT = 50;
  static final float WIDTH = PDRectangle.A4.getWidth() - 2 * LEFT;

  private static final float HEIGHT = PDRectangle.A4.getHeight();
  private static final float TOP = 55;
  private static final float BOTTOM = HEIGHT - 60;
  private static final float THICKENING = 0.03f;

  private final PDDocument document;
  private final List<PDPage> pages = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<Integer, PDPageXYZDestination> sources = new HashMap<>();
  private PDPageContentStream content;
  private float y = TOP;

  private record Link(PDPage page, PDRectangle area, int citation) {}

  Sheets(PDDocument document) throws IOException {
    this.document = document;
    this.content = open();
  }

  private PDPageContentStream open() throws IOException {
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    pages.add(page);
    return new PDPageContentStream(document, page);
  }

  /** Returns where the next thing begins. */
  float y() {
    return y;
  }

  void down(float distance) {
    y += distance;
  }

  /** Begins a new sheet unless this one has room. */
  boolean require(float height) throws IOException {
    if (y + height <= BOTTOM || y == TOP) {
      return false;
    }
    content.close();
    content = open();
    y = TOP;
    return true;
  }

  /** Writes one line. */
  void text(String text, float x, float baseline, Style style, Ink ink) throws IOException {
    float at = x;
    for (Typeface.Run run : style.typeface().runs(text, style.isBold())) {
      content.beginText();
      content.setNonStrokingColor(share(ink, 16), share(ink, 8), share(ink, 0));
      if (run.thickened()) {
        content.setStrokingColor(share(ink, 16), share(ink, 8), share(ink, 0));
        content.setLineWidth(style.size() * THICKENING);
        content.setRenderingMode(RenderingMode.FILL_STROKE);
      } else {
        content.setRenderingMode(RenderingMode.FILL);
      }
      content.setFont(run.font(), style.size());
      content.newLineAtOffset(at, HEIGHT - baseline);
      content.showText(run.text());
      content.endText();
      at += Typeface.width(run, style.size());
    }
  }

  void box(float x, float top, float width, float height, Ink ink) throws IOException {
    content.setNonStrokingColor(share(ink, 16), share(ink, 8), share(ink, 0));
    content.addRect(x, HEIGHT - top - height, width, height);
    content.fill();
  }

  /**
   * @param from where the points' origin is
   */
  void line(List<Point> points, Point from, double width, Ink ink) throws IOException {
    content.setStrokingColor(share(ink, 16), share(ink, 8), share(ink, 0));
    content.setLineWidth((float) width);
    path(points, from);
    content.stroke();
  }

  /**
   * @param from where the corners' origin is
   */
  void area(List<Point> corners, Point from, Ink ink) throws IOException {
    content.setNonStrokingColor(share(ink, 16), share(ink, 8), share(ink, 0));
    path(corners, from);
    content.fill();
  }

  private void path(List<Point> points, Point from) throws IOException {
    boolean first = true;
    for (Point each : points) {
      float x = (float) (from.x() + each.x());
      float up = (float) (HEIGHT - from.y() - each.y());
      if (first) {
        content.moveTo(x, up);
      } else {
        content.lineTo(x, up);
      }
      first = false;
    }
  }

  /** Lets an area lead to a source. */
  void link(float x, float top, float width, float height, int citation) {
    var area = new PDRectangle(x, HEIGHT - top - height, width, height);
    links.add(new Link(pages.get(pages.size() - 1), area, citation));
  }

  /** Says that the source with this number is written next. */
  void source(int citation) {
    var here = new PDPageXYZDestination();
    here.setPage(pages.get(pages.size() - 1));
    here.setTop(Math.round(HEIGHT - y + 10));
    sources.put(citation, here);
  }

  /** Writes a line at the foot of every sheet, and the links. */
  void finish(String name, Style style) throws IOException {
    content.close();
    for (int i = 0; i < pages.size(); i++) {
      content =
          new PDPageContentStream(
              document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true, true);
      String number = (i + 1) + " / " + pages.size();
      text(name, LEFT, HEIGHT - 32, style, Ink.MUTED);
      text(number, LEFT + WIDTH - style.width(number), HEIGHT - 32, style, Ink.MUTED);
      content.close();
    }
    for (Link each : links) {
      annotate(each);
    }
  }

  private void annotate(Link link) throws IOException {
    var action = new PDActionGoTo();
    action.setDestination(sources.get(link.citation()));
    var border = new PDBorderStyleDictionary();
    border.setWidth(0);
    var annotation = new PDAnnotationLink();
    annotation.setRectangle(link.area());
    annotation.setBorderStyle(border);
    annotation.setAction(action);
    link.page().getAnnotations().add(annotation);
  }

  private static float share(Ink ink, int shift) {
    return (ink.rgb() >> shift & 0xff) / 255f;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
