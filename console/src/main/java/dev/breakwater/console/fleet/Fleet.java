package dev.breakwater.console.fleet;

import dev.breakwater.ingest.receive.ReceiverProgress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fleet at one moment, as pages get it each second. Times are Unix milliseconds.
 *
 * @param problem why the figures are older than a moment; empty if they are not
 * @param hours decisions by the hour of the log's entries
 * @param quarantine rows of the quarantine by reason
 * @param incidents that are stored
 * @param policies in use, as cars say it
 * @param onshore what decides onshore now
 * @param receiver null if it is not known here
 */
record Fleet(
    long atMillis,
    String problem,
    Log log,
    Items items,
    Cars cars,
    Anonymizer.Sums anonymizer,
    Stayed stayed,
    Lost lost,
    List<LogTally.Hour> hours,
    List<Ruling> rulings,
    Map<String, Long> quarantine,
    long incidents,
    List<PolicyUse> policies,
    PolicyUse onshore,
    Erasures erasures,
    @Nullable ReceiverProgress receiver,
    Rates rates) {
  /**
   * How far the log was read; every entry that counts is proven.
   *
   * @param size entries of the log
   * @param read entries that the figures have
   */
  record Log(long size, long read) {}

  /**
   * What the log says became of items, and the rows that the tables have.
   *
   * @param stored entries that say so
   * @param refused by the policy; such an item has no row
   * @param erased before they were decided
   * @param storedRows fewer than stored entries after an erasure or the end of a retention
   */
  record Items(
      long stored,
      long refused,
      long quarantined,
      long erased,
      long storedRows,
      long quarantinedRows) {}

  /**
   * @param heard vehicles of which something is stored
   * @param online of which something came within {@link FleetView#ONLINE}
   */
  record Cars(long registered, long enrolled, long banned, long retired, long heard, long online) {}

  /** Source items that cars say stayed with them, by what became of them. */
  record Stayed(long skipped, long withheld, long refused, long kept, List<Reason> reasons) {}

  /**
   * Why source items stayed in cars.
   *
   * @param count source items
   */
  record Reason(String fate, String category, String reason, List<Rule> rules, long count) {}

  /** Sealed items that cars lost, and said so. */
  record Lost(long tombstones, long sourceItems, Map<String, Long> reasons) {}

  /**
   * A rule that kept something back.
   *
   * @param entries of the log that name it
   */
  record Ruling(String stage, String decision, Rule rule, long entries) {}

  /**
   * A rule in words.
   *
   * @param clause empty if no pack has the rule
   */
  record Rule(String id, String clause, String zh, String en, String ja) {}

  /** A policy and how many vehicles say that it decides in them. */
  record PolicyUse(String digest, String bundle, long sequence, long vehicles) {}

  /**
   * Requests to erase.
   *
   * @param open not done
   * @param late of those, past the last day that the law gives
   * @param nextDay the earliest last day of an open one, empty if there is none
   */
  record Erasures(long all, long open, long late, String nextDay) {}

  /**
   * Of the last seconds, the newest last.
   *
   * @param taken records that the receiver took, each second; none if that is not known here
   * @param decided entries about items that the log grew by, each second
   */
  record Rates(List<Long> taken, List<Long> decided) {}
}
