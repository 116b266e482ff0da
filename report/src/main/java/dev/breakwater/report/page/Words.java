package dev.breakwater.report.page;

import java.util.List;

/**
 * A text, and what shows that it is so.
 *
 * @param citations numbers of the page's sources, from 1
 */
public record Words(String text, Tone tone, List<Integer> citations) {
  public Words {
    citations = List.copyOf(citations);
  }

  /** Returns words of the report itself, which state no figure. */
  public static Words of(String text) {
    return new Words(text, Tone.PLAIN, List.of());
  }

  /** Returns words that a source shows. */
  public static Words of(String text, int citation) {
    return new Words(text, Tone.PLAIN, List.of(citation));
  }

  public Words in(Tone other) {
    return new Words(text, other, citations);
  }
}
