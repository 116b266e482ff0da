package dev.breakwater.report.page;

import dev.breakwater.report.chart.Chart;
import dev.breakwater.report.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A page that is being written, from top to bottom. One thread. */
public final class PageDraft {
  private static final List<Integer> FACT_SHARES = List.of(3, 7);

  private final Texts texts;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<List<Words>> facts = new ArrayList<>();

  public PageDraft(Texts texts) {
    this.texts = texts;
  }

  public Texts texts() {
    return texts;
  }

  /** Returns the number under which a source is cited; the same source has one number. */
  public int cite(Source source) {
    int at = sources.indexOf(source);
    if (at < 0) {
      sources.add(source);
      return sources.size();
    }
    return at + 1;
  }

  /**
   * @param key of the text
   */
  public void heading(String key, String... arguments) {
    add(new Block.Heading(texts.get(key, arguments)));
  }

  public void paragraph(Words words) {
    add(new Block.Paragraph(words));
  }

  /** Adds a paragraph of the report's own words. */
  public void note(String key, String... arguments) {
    paragraph(Words.of(texts.get(key, arguments)));
  }

  /** Adds a row to a list of facts; the next other block ends the list. */
  public void fact(String key, Words value) {
    facts.add(List.of(Words.of(texts.get(key)), value));
  }

  public void figures(Block.Figure... figures) {
    add(new Block.Figures(Arrays.asList(figures)));
  }

  /**
   * Adds a table.
   *
   * @param keys of the columns' titles
   * @param shares widths of the columns
   */
  public void table(List<String> keys, List<Integer> shares, List<List<Words>> rows) {
    add(new Block.Table(keys.stream().map(texts::get).toList(), shares, rows));
  }

  public void chart(Words caption, Chart chart) {
    add(new Block.Picture(caption, chart));
  }

  public Page page(String title, String subtitle) {
    endFacts();
    return new Page(texts, title, subtitle, blocks, sources);
  }

  private void add(Block block) {
    endFacts();
    blocks.add(block);
  }

  private void endFacts() {
    if (!facts.isEmpty()) {
      blocks.add(new Block.Table(List.of(), FACT_SHARES, facts));
      facts.clear();
    }
  }
}
