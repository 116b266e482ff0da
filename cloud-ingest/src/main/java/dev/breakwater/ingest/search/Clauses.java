package dev.breakwater.ingest.search;

import dev.breakwater.policy.pack.PolicyPack;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which rules a clause of the law has; the log names rules, people name clauses. */
public final class Clauses {
  private Clauses() {}

  /**
   * Returns the ids of the rules whose clause contains a text, or whose id it is.
   *
   * @param asked for example {@code Auto Provisions Art. 8}; case does not count
   */
  public static Set<String> rules(String asked, List<PolicyPack> packs) {
    String wanted = asked.toLowerCase(Locale.ROOT);
    Set<String> ids = new TreeSet<>();
    for (PolicyPack pack : packs) {
      Stream.concat(pack.rules().stream(), Stream.of(pack.otherwise()))
          .filter(
              rule ->
                  rule.id().equals(asked)
                      || contains(rule.clause().toLowerCase(Locale.ROOT), wanted))
          .forEach(rule -> ids.add(rule.id()));
    }
    return ids;
  }

  /** {@code Art. 1} is no part of {@code Art. 13}. */
  private static boolean contains(String clause, String wanted) {
    for (int at = clause.indexOf(wanted); at >= 0; at = clause.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean isCut =
          end < clause.length()
              && Character.isDigit(clause.charAt(end))
              && Character.isDigit(wanted.charAt(wanted.length() - 1));
      if (!isCut) {
        return true;
      }
    }
    return false;
  }
}
