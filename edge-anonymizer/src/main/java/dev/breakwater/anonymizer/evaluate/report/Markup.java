package dev.breakwater.anonymizer.evaluate.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A piece of HTML. Text gets into one only through {@link #text}, which escapes it, so a file name
 * or a label from outside cannot become markup.
 */
record Markup(String html) {
  static final Markup NOTHING = new Markup("");

  /** Escapes everything that means something in element content or in a quoted attribute. */
  static Markup text(String plain) {
    var escaped = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        // Control characters are not allowed in HTML, whatever a file is called.
        default -> escaped.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return new Markup(escaped.toString());
  }

  /** Formats escaped text, English numbers. */
  static Markup text(String format, Object... values) {
    return text(String.format(Locale.ROOT, format, values));
  }

  static Markup join(List<Markup> parts) {
    return new Markup(parts.stream().map(Markup::html).collect(Collectors.joining()));
  }

  Markup then(Markup next) {
    return new Markup(html + next.html);
  }

  /** Returns this within an element; tag and class are constants of this package. */
  Markup in(String tag, String style) {
    return new Markup("<" + tag + " class=\"" + style + "\">" + html + "</" + tag + ">");
  }

  Markup in(String tag) {
    return new Markup("<" + tag + ">" + html + "</" + tag + ">");
  }

  static Markup paragraph(String plain) {
    return text(plain).in("p");
  }

  static Markup section(String title, Markup... content) {
    return text(title).in("h2").then(join(List.of(content))).in("section");
  }

  /** Returns a table; a wide one scrolls by itself on a narrow screen. */
  static Markup table(List<String> heads, List<List<Markup>> rows) {
    Markup head = join(heads.stream().map(name -> text(name).in("th")).toList());
    Markup body = join(rows.stream().map(Markup::row).toList());
    return head.in("tr").in("thead").then(body.in("tbody")).in("table").in("div", "wide");
  }

  private static Markup row(List<Markup> cells) {
    return join(cells.stream().map(cell -> cell.in("td")).toList()).in("tr");
  }
}
