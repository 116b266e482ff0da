package dev.breakwater.audit.layout;

import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One decision as the log states it: what was decided under which rules, and a commitment to whom
 * and what it is about; never personal data (design idea 9).
 *
 * @param stage where it was decided, for example {@code STORE}
 * @param commitment {@link Commitment#of}
 * @param decision for example {@code STORED}
 * @param rules ids of the rules that decided; at most {@value #MAX_RULES}
 * @param pack digest of the policy pack
 * @param hour the full hour (UTC) in which it was decided, {@link #hourOf}; finer time is personal
 */
public record LeafContent(
    String stage,
    Digest commitment,
    String decision,
    List<String> rules,
    Digest pack,
    Instant hour) {
  static final int MAX_RULES = 64;
  private static final int MAX_RULE_LENGTH = 128;
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * @throws IllegalArgumentException if a component has a form that a leaf cannot carry
   */
  public LeafContent {
    rules = List.copyOf(rules);
    require(WORD.matcher(stage).matches(), "a stage is a word");
    require(WORD.matcher(decision).matches(), "a decision is a word");
    require(rules.size() <= MAX_RULES, "a leaf has at most " + MAX_RULES + " rules");
    require(rules.stream().allMatch(LeafContent::isRule), "a rule id is 1 to 128 plain characters");
    require(hour.equals(hourOf(hour)), "the hour is full");
    require(!hour.isBefore(Instant.EPOCH) && hour.isBefore(END_OF_TIME), "the hour is a date");
  }

  /** Returns the full hour that {@code instant} lies in. */
  public static Instant hourOf(Instant instant) {
    return instant.truncatedTo(ChronoUnit.HOURS);
  }

  private static boolean isRule(String rule) {
    return !rule.isEmpty() && rule.length() <= MAX_RULE_LENGTH && CanonicalJson.isPlain(rule);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
