package dev.breakwater.report.page;

import dev.breakwater.report.chart.Chart;
import java.util.List;
import java.util.function.Function;

/** A part of a page; parts follow each other from top to bottom. */
public sealed interface Block {
  record Heading(String text) implements Block {}

  record Paragraph(Words words) implements Block {}

  /**
   * Rows of cells.
   *
   * @param columns their titles; the titles are empty if the first column says what each row is
   * @param shares widths of the columns, relative to each other
   */
  record Table(List<String> columns, List<Integer> shares, List<List<Words>> rows)
      implements Block {
    public Table {
      columns = List.copyOf(columns);
      shares = List.copyOf(shares);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Words> row : rows) {
        if (row.size() != shares.size()) {
          throw new IllegalArgumentException("a row has a cell for each column");
        }
      }
    }

    /** Asks whether the table has a row of titles. */
    public boolean hasHeader() {
      return columns.stream().anyMatch(title -> !title.isEmpty());
    }
  }

  /** Few numbers, large. */
  record Figures(List<Figure> figures) implements Block {
    public Figures {
      figures = List.copyOf(figures);
    }
  }

  /**
   * @param words the number and its evidence
   * @param label what it is a number of
   */
  record Figure(Words words, String label) {}

  /**
   * @param caption what it shows, with the evidence
   */
  record Picture(Words caption, Chart chart) implements Block {}

  /** Returns what the function of this kind of block returns. */
  default <T> T match(
      Function<Heading, T> heading,
      Function<Paragraph, T> paragraph,
      Function<Table, T> table,
      Function<Figures, T> figures,
      Function<Picture, T> picture) {
    if (this instanceof Heading it) {
      return heading.apply(it);
    }
    if (this instanceof Paragraph it) {
      return paragraph.apply(it);
    }
    if (this instanceof Table it) {
      return table.apply(it);
    }
    if (this instanceof Figures it) {
      return figures.apply(it);
    }
    return picture.apply((Picture) this);
  }
}
