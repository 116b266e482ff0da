package dev.breakwater.anonymizer.evaluate.check;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Rate;
import java.util.Locale;

/**
 * What a check catches of one class.
 *
 * @param planted objects that the check finds after their mask was left out, of all that the
 *     primary detector found
 * @param misses objects that the check finds of those in scope that the primary detector missed
 */
public record CatchRate(ObjectClass kind, Rate planted, Rate misses) {
  /** What a check must catch at least of the primary detector's real misses. */
  public static final double LEAST = 0.5;

  /**
   * Asks whether this is a check of the class. The real misses count alone: what the primary
   * detector found is easy, and finding it again proves little. Without misses nothing is proven.
   */
  public boolean mayBeCalledCheck() {
    return !misses.isEmpty() && misses.value() >= LEAST;
  }

  /** Returns both rates with their intervals, and what they mean, in one line. */
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "%ss: planted removals caught %s; the detector's real misses caught %s: %s",
        kind.name().toLowerCase(Locale.ROOT),
        inWords(planted),
        inWords(misses),
        verdict());
  }

  private String verdict() {
    if (misses.isEmpty()) {
      return "nothing was missed, so it is not known whether this may be called a check";
    }
    return mayBeCalledCheck()
        ? "this may be called a check"
        : "under 0.5, this may not be called a check";
  }

  private static String inWords(Rate rate) {
    return rate.isEmpty()
        ? "0 of 0"
        : String.format(
            Locale.ROOT,
            "%d of %d = %.3f (%.3f to %.3f)",
            rate.hits(),
            rate.all(),
            rate.value(),
            rate.lower(),
            rate.upper());
  }
}
