package dev.breakwater.ingest.border;

import java.util.List;

/**
 * What the border says about one row.
 *
 * @param permitted whether it leaves
 * @param rules ids of the rules that decided
 * @param reason clauses and words, if it stays; else empty
 */
record RowRuling(boolean permitted, List<String> rules, String reason) {
  RowRuling {
    rules = List.copyOf(rules);
  }

  static RowRuling leaves(List<String> rules) {
    return new RowRuling(true, rules, "");
  }

  static RowRuling stays(List<String> rules, String reason) {
    return new RowRuling(false, rules, reason);
  }
}
