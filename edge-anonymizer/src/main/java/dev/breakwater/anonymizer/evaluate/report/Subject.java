package dev.breakwater.anonymizer.evaluate.report;

import java.util.List;

/**
 * What a report is about.
 *
 * @param title of the page
 * @param facts what was tested and with what: pictures, labels, models, program, command
 * @param notMeasured what the caller knows was left out, each a sentence
 */
public record Subject(String title, List<Fact> facts, List<String> notMeasured) {
  public Subject {
    facts = List.copyOf(facts);
    notMeasured = List.copyOf(notMeasured);
  }

  /** One line of what was tested, such as "labels" and their digest. */
  public record Fact(String name, String value) {}
}
