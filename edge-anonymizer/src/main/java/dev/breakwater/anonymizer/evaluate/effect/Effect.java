package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.List;

/**
 * The result of the effect check of GB/T 44464-2024, B.6, as far as programs can make it; the
 * standard also has 100 pictures looked at by people.
 *
 * @param pictures compared, before and after
 * @param readers everything that was asked, with what it recognized
 * @param hits each object that a reader still recognizes; one suffices to fail
 * @param unanswered where a reader gave no answer; the result is then not complete
 * @param absent readers that are not installed, in words
 */
public record Effect(
    int pictures,
    List<Tally> readers,
    List<Hit> hits,
    List<Unanswered> unanswered,
    List<String> absent) {
  /** B.6 asks for two models of each kind. */
  public static final int READERS_NEEDED = 2;

  /** Copies the lists. */
  public Effect {
    readers = List.copyOf(readers);
    hits = List.copyOf(hits);
    unanswered = List.copyOf(unanswered);
    absent = List.copyOf(absent);
  }

  /** What the check says. */
  public enum Outcome {
    /** Nothing covered is recognized, by at least two readers of each class that work. */
    PASSED,
    /** Something covered is recognized. */
    FAILED,
    /** Nothing covered was recognized, but fewer than two readers could have done so. */
    UNPROVEN
  }

  /**
   * What one reader recognized of one class, of the same objects before and after they were
   * covered. A reader that recognizes nothing before says nothing by recognizing nothing after.
   *
   * @param asked objects it gave an answer about, before and after
   * @param before objects it recognizes in the pictures as taken
   * @param after objects it recognizes in the pictures as sent
   */
  public record Tally(String reader, ObjectClass kind, int asked, int before, int after) {
    /** Asks whether this reader could have failed the check. */
    public boolean isEvidence() {
      return before > 0;
    }
  }

  /** A covered object that can still be recognized. */
  public record Hit(String picture, ObjectClass kind, Box box, String reader) {}

  /**
   * An object about which a reader gave no answer.
   *
   * @param reason in words, without what was read
   */
  public record Unanswered(
      String picture, ObjectClass kind, Box box, String reader, String reason) {}

  /** Returns what the check says of both classes. */
  public Outcome outcome() {
    boolean unproven = false;
    for (ObjectClass kind : ObjectClass.values()) {
      switch (outcome(kind)) {
        case FAILED -> {
          return Outcome.FAILED;
        }
        case UNPROVEN -> unproven = true;
        case PASSED -> {}
      }
    }
    return unproven ? Outcome.UNPROVEN : Outcome.PASSED;
  }

  /** Returns what the check says of one class. */
  public Outcome outcome(ObjectClass kind) {
    if (hits.stream().anyMatch(hit -> hit.kind() == kind)) {
      return Outcome.FAILED;
    }
    // Fail closed (B.6): where no two readers work, or one did not answer, nothing is shown.
    boolean answered = unanswered.stream().noneMatch(open -> open.kind() == kind);
    return answered && evidence(kind) >= READERS_NEEDED ? Outcome.PASSED : Outcome.UNPROVEN;
  }

  /** Returns how many readers of a class work. */
  public long evidence(ObjectClass kind) {
    return readers.stream().filter(tally -> tally.kind() == kind && tally.isEvidence()).count();
  }
}
