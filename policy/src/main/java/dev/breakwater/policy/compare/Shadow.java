package dev.breakwater.policy.compare;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Request;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * A second policy that is asked what the live one was asked, and only reports: whatever it answers,
 * and even if it cannot, nothing changes. Safe for use by several threads.
 */
public final class Shadow {
  private final Function<Request, Decision> second;
  private final Comparison comparison;
  private final LongAdder asked = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /**
   * What was observed.
   *
   * @param asked number of questions
   * @param failed number of them that the second policy could not answer
   */
  public record Report(long asked, long failed, Comparison.Report comparison) {
    /** Returns it as lines of a log: one for all, and one for each difference. */
    public List<String> lines() {
      return ShadowLog.lines(this);
    }
  }

  /**
   * @param second safe for use by several threads
   * @param catalog whose categories the report tells apart
   */
  public Shadow(Function<Request, Decision> second, Catalog catalog) {
    this.second = second;
    this.comparison = new Comparison(catalog);
  }

  /** Returns a shadow of this policy. */
  public static Shadow of(PolicyEngine second) {
    return new Shadow(second::decide, second.pack().catalog());
  }

  /** Asks the second policy what the live one has answered. Never throws. */
  public void observe(Request request, Decision live) {
    asked.increment();
    try {
      comparison.add(request, live, second.apply(request));
    } catch (RuntimeException e) {
      // Whatever is wrong with the second policy is a finding about it, and never stops the data.
      failed.increment();
    }
  }

  public Report report() {
    return new Report(asked.sum(), failed.sum(), comparison.report());
  }
}
