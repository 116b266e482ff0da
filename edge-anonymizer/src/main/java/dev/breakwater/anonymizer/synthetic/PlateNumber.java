package dev.breakwater.anonymizer.synthetic;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An invented registration number, well formed after GA 36-2018.
 *
 * @param kind what the plate looks like
 * @param text its characters, the upper row first
 */
record PlateNumber(Kind kind, String text) {
  private static final String PROVINCES = "京沪粤苏浙川";
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";

  /**
   * Sizes in millimetres as in GA 36-2018, and what stands in each place: P a province, L a letter,
   * d a digit, e D or F (electric or other), x a letter or a digit; the rest stand for themselves.
   */
  enum Kind {
    /** Small cars: white on blue. */
    BLUE(440, 140, "PLdxddd"),
    /** Small new-energy cars: black on a white-to-green gradient. */
    GREEN(480, 140, "PLeddddd"),
    /** Large cars, rear: black on yellow, two rows. */
    YELLOW_TWO_ROWS(440, 220, "PLdxddd"),
    /** Large cars, front, and coaches: black on yellow. */
    YELLOW(440, 140, "PLdxddd"),
    /** Large new-energy cars: black on yellow and green. */
    YELLOW_GREEN(480, 140, "PLddddde"),
    /** Police cars: black on white, the last character red. */
    POLICE(440, 140, "PLdddd警"),
    /** The armed forces: black on white, the first two letters red. */
    MILITARY(440, 140, "LLddddd"),
    /** Cars from Hong Kong: white on black. */
    BLACK(440, 140, "粤Zdddd港"),
    /** Motorcycles: black on yellow, two rows. */
    MOTORCYCLE(220, 140, "PLdxddd");

    final int widthMm;
    final int heightMm;
    private final String places;

    Kind(int widthMm, int heightMm, String places) {
      this.widthMm = widthMm;
      this.heightMm = heightMm;
      this.places = places;
    }

    /** Returns the name by which labels call it. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean hasTwoRows() {
      return this == YELLOW_TWO_ROWS || this == MOTORCYCLE;
    }

    private boolean fits(String text) {
      return text.length() == places.length()
          && IntStream.range(0, text.length())
              .allMatch(i -> allowed(places.charAt(i)).indexOf(text.charAt(i)) >= 0);
    }

    private static String allowed(char place) {
      return switch (place) {
        case 'P' -> PROVINCES;
        case 'L' -> LETTERS;
        case 'd' -> DIGITS;
        case 'e' -> "DF";
        case 'x' -> LETTERS + DIGITS;
        default -> String.valueOf(place);
      };
    }
  }

  PlateNumber {
    if (!kind.fits(text)) {
      throw new IllegalArgumentException("not a number of the form " + kind.places + ": " + text);
    }
  }

  static PlateNumber draw(Kind kind, RandomGenerator random) {
    var text = new StringBuilder();
    for (char place : kind.places.toCharArray()) {
      if (place == 'x') {
        text.append(any(random.nextBoolean() ? LETTERS : DIGITS, random));
      } else {
        text.append(any(Kind.allowed(place), random));
      }
    }
    return new PlateNumber(kind, text.toString());
  }

  private static char any(String of, RandomGenerator random) {
    return of.charAt(random.nextInt(of.length()));
  }
}
