package dev.breakwater.report.page;

import dev.breakwater.report.text.Texts;
import java.util.List;

/**
 * A whole report. Every writer of a format writes its blocks, and then its sources with their
 * numbers, to which the citations point.
 *
 * @param texts in the report's language, for what the writers add
 */
public record Page(
    Texts texts, String title, String subtitle, List<Block> blocks, List<Source> sources) {
  public Page {
    blocks = List.copyOf(blocks);
    sources = List.copyOf(sources);
  }
}
