package dev.breakwater.console.law;

import dev.breakwater.policy.compare.Comparison;
import dev.breakwater.policy.compare.Difference;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.source.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * In what a policy answers otherwise than the one before it.
 *
 * @param asked number of questions: every stage, kind of data and consent, with nothing else known
 * @param differ number of answers that differ
 */
record Changes(long asked, long differ, List<Found> differences) {
  /**
   * One way in which answers differ.
   *
   * @param count of answers
   */
  record Found(String change, String stage, String category, Said before, Said after, long count) {}

  /** What a policy says. */
  record Said(List<String> rules, List<String> obligations) {
    static Said of(Difference.Answer answer) {
      return new Said(
          answer.rules(), answer.obligations().stream().map(Fields::nameOf).sorted().toList());
    }
  }

  static Changes between(PolicyHistory.Change change, Instant at) {
    var comparison = new Comparison(change.after().pack().catalog());
    Set<String> categories = new TreeSet<>(change.before().pack().catalog().categories());
    categories.addAll(change.after().pack().catalog().categories());
    long asked = 0;
    for (Stage stage : Stage.values()) {
      for (String category : categories) {
        for (Consent consent : Consent.values()) {
          var request = new Request(stage, category, "", consent, at);
          comparison.add(request, change.before().decide(request), change.after().decide(request));
          asked++;
        }
      }
    }
    Comparison.Report report = comparison.report();
    return new Changes(
        asked, report.total(), report.differences().stream().map(Changes::found).toList());
  }

  private static Found found(Comparison.Counted counted) {
    Difference difference = counted.difference();
    return new Found(
        Fields.nameOf(difference.change()),
        Fields.nameOf(difference.stage()),
        difference.category(),
        Said.of(difference.before()),
        Said.of(difference.after()),
        counted.count());
  }
}
