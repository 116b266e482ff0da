package dev.breakwater.anonymizer.evaluate.effect;

import java.util.Locale;

/**
 * Decides whether a plate was read in full. Only Latin capitals and digits are compared: not every
 * reader knows the province's character, and without it 34 guesses are left, so a plate that lacks
 * it counts as read. Characters that were seen before or after the number, such as the plate's edge
 * taken for a 1, do not hide it.
 */
final class PlateText {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 10;
  private static final double SURE = 0.6;

  private PlateText() {}

  /**
   * Asks whether the plate can be read before it is covered.
   *
   * @param truth the number on the label, or empty if it has none; then whatever looks like a
   *     number counts
   */
  static boolean isReadBefore(PlateReader.Reading reading, String truth) {
    String number = latin(truth);
    String read = latin(reading.text());
    return number.isEmpty() ? looksLikeNumber(read) : read.contains(number);
  }

  /**
   * Asks whether the plate can be read after it is covered. Where the number is not known, what
   * looks like one counts if it is what was read before, or was read with some confidence: that
   * errs to the failing side.
   */
  static boolean isReadAfter(PlateReader.Reading after, PlateReader.Reading before, String truth) {
    if (!latin(truth).isEmpty()) {
      return isReadBefore(after, truth);
    }
    String read = latin(after.text());
    return looksLikeNumber(read)
        && (after.confidence() >= SURE || read.equals(latin(before.text())));
  }

  private static boolean looksLikeNumber(String read) {
    return read.length() >= SHORTEST
        && read.length() <= LONGEST
        && read.chars().anyMatch(Character::isDigit);
  }

  private static String latin(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }
}
