package dev.breakwater.ingest.border;

import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release as the book has it: decided once, and then only further on its way.
 *
 * @param number from 1
 * @param permits sequence number of the paper that was in force
 * @param at the recorded instant of the release, by whose law it was decided
 * @param rows that leave
 * @param refused rows that stay
 * @param reached how many persons were counted in the year, and under the approval, after it
 * @param digest of what is delivered: SHA-256 of the digests of its lines, in order
 * @param statement what the audit log gets
 * @param refusals why rows stay, each reason with the number of rows
 * @param categories rows that leave, by category
 */
public record FiledRelease(
    long number,
    long request,
    long permits,
    String approval,
    String recipient,
    Instant at,
    State state,
    long rows,
    long refused,
    Reached reached,
    Digest digest,
    Statement statement,
    Progress progress,
    Map<String, Long> refusals,
    Map<String, Long> categories) {
  public FiledRelease {
    refusals = Map.copyOf(refusals);
    categories = Map.copyOf(categories);
  }

  /** How far it is. */
  public enum State {
    /** Decided and counted; nothing has left. */
    DECIDED,
    /** Its entry is in the published log; nothing is known to have left. */
    LOGGED,
    /** The recipient has it. */
    DELIVERED,
    /** No row of it may leave. */
    REFUSED
  }

  /**
   * Persons since 1 January once this release was counted.
   *
   * @param covered under the approval
   */
  public record Reached(long general, long sensitive, long covered) {}

  /**
   * What happened after the decision.
   *
   * @param logged index of its leaf; null before
   * @param erased rows that were erased between decision and delivery, and did not leave
   * @param receipt what the recipient answered; empty before
   */
  public record Progress(
      @Nullable Long logged, @Nullable Instant deliveredAt, long erased, String receipt) {}

  /** Returns the key under which a recipient takes it once, however often it is sent. */
  public String idempotencyKey() {
    return "breakwater-" + statement.id();
  }
}
