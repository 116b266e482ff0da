package dev.breakwater.policy.compare;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.compare.Difference.Answer;
import dev.breakwater.policy.compare.Difference.Change;
import dev.breakwater.policy.rule.Request;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts in what two policies differ, in bounded memory whatever they are asked. Safe for use by
 * several threads.
 */
public final class Comparison {
  /** The most differences that are told apart; what comes after is counted together. */
  public static final int MAX_DIFFERENCES = 1000;

  private static final Comparator<Counted> BY_CATEGORY =
      Comparator.comparing((Counted each) -> each.difference().category())
          .thenComparing(each -> each.difference().stage())
          .thenComparing(each -> each.difference().change())
          .thenComparing(each -> each.difference().toString());

  private final Catalog catalog;

  // Both guarded by this.
  private final Map<Difference, Long> counts = new HashMap<>();
  private long beyond;

  /** A difference, and how often it came. */
  public record Counted(Difference difference, long count) {}

  /**
   * What was counted.
   *
   * @param differences by category and stage
   * @param beyond number of answers that differ in ways that were not told apart
   */
  public record Report(List<Counted> differences, long beyond) {
    public Report {
      differences = List.copyOf(differences);
    }

    /** Returns the number of answers that differ. */
    public long total() {
      return beyond + differences.stream().mapToLong(Counted::count).sum();
    }
  }

  /**
   * @param catalog whose categories are told apart
   */
  public Comparison(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Counts two answers to one question. */
  public void add(Request request, Decision before, Decision after) {
    Difference.change(before, after).ifPresent(change -> add(change, request, before, after));
  }

  private void add(Change change, Request request, Decision before, Decision after) {
    String category =
        catalog.categories().contains(request.category()) ? request.category() : Catalog.UNKNOWN;
    var difference =
        new Difference(change, request.stage(), category, Answer.of(before), Answer.of(after));
    synchronized (this) {
      if (counts.size() < MAX_DIFFERENCES || counts.containsKey(difference)) {
        counts.merge(difference, 1L, Long::sum);
      } else {
        beyond++;
      }
    }
  }

  public synchronized Report report() {
    List<Counted> sorted =
        counts.entrySet().stream()
            .map(each -> new Counted(each.getKey(), each.getValue()))
            .sorted(BY_CATEGORY)
            .toList();
    return new Report(sorted, beyond);
  }
}
