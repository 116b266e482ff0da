package dev.breakwater.report.html;

import dev.breakwater.report.page.Block;
import dev.breakwater.report.page.Page;
import dev.breakwater.report.page.Source;
import dev.breakwater.report.page.Words;
import dev.breakwater.report.text.Texts;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a page as HTML: one file, no script, nothing fetched, and a policy that forbids both. The
 * same page gives the same bytes.
 */
public final class HtmlReport {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="%s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>%s</title>
      <style>
      %s</style>
      </head>
      <body>
      <header>
      <h1>%s</h1>
      <p>%s</p>
      </header>
      """;

  private final Page page;
  private final StringBuilder out = new StringBuilder();

  private HtmlReport(Page page) {
    this.page = page;
  }

  public static Bytes write(Page page) {
    var report = new HtmlReport(page);
    report.whole();
    return Bytes.of(report.out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void whole() {
    Texts texts = page.texts();
    String title = Markup.escaped(page.title());
    String subtitle = Markup.escaped(page.subtitle());
    out.append(HEAD.formatted(texts.language().tag(), title, Markup.STYLE, title, subtitle));
    for (Block block : page.blocks()) {
      out.append(
          block.match(
              heading -> "<h2>" + Markup.escaped(heading.text()) + "</h2>\n",
              paragraph -> "<p>" + words(paragraph.words()) + "</p>\n",
              HtmlReport::table,
              HtmlReport::figures,
              HtmlReport::picture));
    }
    sources(texts);
    out.append("</body>\n</html>\n");
  }

  private static String words(Words words) {
    String text = Markup.escaped(words.text());
    String toned =
        switch (words.tone()) {
          case PLAIN -> text;
          case GOOD -> "<span class=\"good\">" + text + "</span>";
          case BAD -> "<span class=\"bad\">" + text + "</span>";
          case OPEN -> "<span class=\"open\">" + text + "</span>";
        };
    return words.citations().stream()
        .map(number -> "<sup><a href=\"#e" + number + "\">[" + number + "]</a></sup>")
        .collect(Collectors.joining("", toned, ""));
  }

  private static String table(Block.Table table) {
    var text = new StringBuilder("<div class=\"wide\"><table>\n<colgroup>");
    int all = table.shares().stream().mapToInt(share -> share).sum();
    table
        .shares()
        .forEach(share -> text.append("<col style=\"width:" + 100 * share / all + "%\">"));
    text.append("</colgroup>\n");
    if (table.hasHeader()) {
      text.append("<thead><tr>");
      table.columns().forEach(title -> text.append("<th>" + Markup.escaped(title) + "</th>"));
      text.append("</tr></thead>\n");
    }
    text.append("<tbody>\n");
    for (List<Words> row : table.rows()) {
      text.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String cell = i == 0 && !table.hasHeader() ? "th" : "td";
        text.append("<" + cell + ">" + words(row.get(i)) + "</" + cell + ">");
      }
      text.append("</tr>\n");
    }
    return text.append("</tbody>\n</table></div>\n").toString();
  }

  private static String figures(Block.Figures figures) {
    return figures.figures().stream()
        .map(
            each ->
                "<div><b>"
                    + words(each.words())
                    + "</b><span>"
                    + Markup.escaped(each.label())
                    + "</span></div>\n")
        .collect(Collectors.joining("", "<div class=\"figures\">\n", "</div>\n"));
  }

  private static String picture(Block.Picture picture) {
    return "<figure>\n"
        + Svg.of(picture.chart().draw(), picture.caption().text())
        + "<figcaption>"
        + words(picture.caption())
        + "</figcaption>\n</figure>\n";
  }

  private void sources(Texts texts) {
    out.append("<h2>" + Markup.escaped(texts.get("sources.heading")) + "</h2>\n");
    out.append(
        "<p>" + Markup.escaped(texts.get("sources.note")) + "</p>\n<ol class=\"sources\">\n");
    int number = 1;
    for (Source source : page.sources()) {
      String place = source.place().isEmpty() ? "" : ", " + source.place();
      out.append("<li id=\"e" + number + "\" value=\"" + number + "\">");
      out.append(Markup.escaped(source.name() + place));
      out.append("<br><code>SHA-256 " + source.digest().hex() + "</code></li>\n");
      number++;
    }
    out.append("</ol>\n");
  }
}
