package dev.breakwater.report.pdf;

import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.chart.Shape.Point;
import dev.breakwater.report.page.Block;
import dev.breakwater.report.page.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a table; its titles are repeated on every sheet. */
final class TableSheet {
  private static final float PADDING = 4;

  private final Block.Table table;
  private final Sheets sheets;
  private final Style style;
  private final float[] widths;

  TableSheet(Block.Table table, Sheets sheets, Style style) {
    this.table = table;
    this.sheets = sheets;
    this.style = style;
    this.widths = new float[table.shares().size()];
    int all = table.shares().stream().mapToInt(share -> share).sum();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Sheets.WIDTH * table.shares().get(i) / all;
    }
  }

  void write() throws IOException {
    List<Cell> titles = cells(table.columns().stream().map(Words::of).toList(), style.bold());
    if (table.hasHeader()) {
      float first = table.rows().isEmpty() ? 0 : height(row(table.rows().get(0)));
      sheets.require(height(titles) + first);
      row(titles, 1.2);
    }
    for (List<Words> words : table.rows()) {
      List<Cell> row = row(words);
      if (sheets.require(height(row)) && table.hasHeader()) {
        row(titles, 1.2);
      }
      row(row, 0.5);
    }
    sheets.down(8);
  }

  private List<Cell> row(List<Words> words) {
    List<Cell> cells = cells(words, style);
    if (!table.hasHeader()) {
      cells.set(0, Cell.of(words.get(0), style.bold(), widths[0] - 2 * PADDING));
    }
    return cells;
  }

  private List<Cell> cells(List<Words> words, Style in) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      cells.add(Cell.of(words.get(i), in, widths[i] - 2 * PADDING));
    }
    return cells;
  }

  private static float height(List<Cell> row) {
    float height = 0;
    for (Cell cell : row) {
      height = Math.max(height, cell.height());
    }
    return height + 2 * PADDING;
  }

  private void row(List<Cell> row, double rule) throws IOException {
    float height = height(row);
    sheets.down(PADDING);
    float x = Sheets.LEFT;
    for (int i = 0; i < row.size(); i++) {
      row.get(i).write(sheets, x + PADDING);
      x += widths[i];
    }
    sheets.down(height - PADDING);
    var from = new Point(Sheets.LEFT, sheets.y());
    sheets.line(List.of(new Point(0, 0), new Point(Sheets.WIDTH, 0)), from, rule, Ink.RULE);
  }
}
