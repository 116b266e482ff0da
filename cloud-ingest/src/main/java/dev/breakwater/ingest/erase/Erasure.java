package dev.breakwater.ingest.erase;

import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.policy.calendar.Deadline;
import dev.breakwater.policy.calendar.Term;
import dev.breakwater.policy.calendar.WorkingDays;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Erased;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request to erase, and how far it is. Times are Unix milliseconds, 0 for what is not done yet.
 *
 * @param id name of its file
 * @param vehicle whose data
 * @param purpose of the consent that was taken back, or of the items; empty for all
 * @param withdrawal epoch of the decision that took a consent back; 0 if an operator was asked
 * @param categories that the consent was for; none if an operator was asked
 * @param receivedMillis when the request reached the onshore side
 * @param keys names of the data keys, known before the first is destroyed
 * @param keysDestroyedMillis when the last of them was destroyed
 * @param outcomes by partition where the topic outcomes ended when no further row could come under
 *     the keys; none before that is known
 * @param passedMillis when the tables were looked at last after the store writer had passed that
 * @param rows deleted
 * @param rowsErasedMillis when the tables had no row under them any more
 * @param statement id of the statement in the log, drawn with the request so that it is stated once
 * @param index of the statement's entry in the log; -1 while there is none
 */
public record Erasure(
    String id,
    String vehicle,
    String purpose,
    long withdrawal,
    List<String> categories,
    long receivedMillis,
    List<String> keys,
    long keysDestroyedMillis,
    Map<Integer, Long> outcomes,
    long passedMillis,
    long rows,
    long rowsErasedMillis,
    String statement,
    long index) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * @throws IllegalArgumentException if the id cannot be the name of a file
   */
  public Erasure {
    categories = List.copyOf(categories);
    keys = List.copyOf(keys);
    // A file of an earlier release has none.
    outcomes = outcomes == null ? Map.of() : Map.copyOf(outcomes);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a request has an id of 1 to 100 of A-Z a-z 0-9 . _ -");
    }
  }

  /** Returns what an operator asks for. */
  public static Erasure asked(
      String id, String vehicle, String purpose, long nowMillis, String statement) {
    return new Erasure(
        id, vehicle, purpose, 0, List.of(), nowMillis, List.of(), 0, Map.of(), 0, 0, 0, statement,
        -1);
  }

  /** Returns what a withdrawal asks for. */
  static Erasure after(ConsentChange change, String vehicle, long nowMillis, String statement) {
    return new Erasure(
        idOf(vehicle, change.epoch()),
        vehicle,
        change.purpose(),
        change.epoch(),
        change.categories(),
        nowMillis,
        List.of(),
        0,
        Map.of(),
        0,
        0,
        0,
        statement,
        -1);
  }

  /** Returns the id of the request that a vehicle's withdrawal makes. */
  public static String idOf(String vehicle, long withdrawal) {
    return vehicle + "-withdrawal-" + withdrawal;
  }

  Withdrawn withdrawn() {
    return new Withdrawn(withdrawal, categories);
  }

  Erasure withKeys(List<String> named) {
    return new Erasure(
        id,
        vehicle,
        purpose,
        withdrawal,
        categories,
        receivedMillis,
        named,
        keysDestroyedMillis,
        outcomes,
        passedMillis,
        rows,
        rowsErasedMillis,
        statement,
        index);
  }

  /** Returns it once nothing can become rows that is not below these ends of the topic. */
  Erasure until(Map<Integer, Long> ends) {
    return at(keysDestroyedMillis, ends, passedMillis, rows, rowsErasedMillis, index);
  }

  /** Returns it after a look at the tables. */
  Erasure looked(long found, long nowMillis) {
    return at(keysDestroyedMillis, outcomes, nowMillis, rows + found, rowsErasedMillis, index);
  }

  Erasure with(long destroyedMillis, long erasedMillis, long loggedAt) {
    return at(destroyedMillis, outcomes, passedMillis, rows, erasedMillis, loggedAt);
  }

  private Erasure at(
      long destroyedMillis,
      Map<Integer, Long> ends,
      long looked,
      long deleted,
      long erasedMillis,
      long loggedAt) {
    return new Erasure(
        id,
        vehicle,
        purpose,
        withdrawal,
        categories,
        receivedMillis,
        keys,
        destroyedMillis,
        ends,
        looked,
        deleted,
        erasedMillis,
        statement,
        loggedAt);
  }

  public boolean isDone() {
    return index >= 0;
  }

  /** Returns the last day that the law gives for it, counted in working days of China. */
  public Deadline deadline(WorkingDays calendar) {
    return calendar.deadline(Term.DELETION, Instant.ofEpochMilli(receivedMillis));
  }

  /** Returns what the log commits to and the vehicle is told. */
  public Erased erased() {
    return new Erased(
        vehicle,
        withdrawal,
        purpose,
        keys.size(),
        rows,
        receivedMillis,
        keysDestroyedMillis,
        rowsErasedMillis);
  }
}
