package dev.breakwater.anonymizer.synthetic;

import java.util.random.RandomGenerator;

/**
 * An invented registration number, well formed after GA 36-2018.
 *
 * @param kind what the plate looks like
 * @param text province character, letter of the issuing authority, then five characters, or six on
 *     new-energy plates
 */
record PlateNumber(Kind kind, String text) {
  private static final String PROVINCES = "京沪粤苏浙川";
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  /** Sizes in millimetres as in GA 36-2018. */
  enum Kind {
    /** Small cars: white on blue. */
    BLUE(440, 140, 7),
    /** Small new-energy cars: black on a white-to-green gradient. */
    GREEN(480, 140, 8),
    /** Large cars, rear: black on yellow, two rows. */
    YELLOW_TWO_ROWS(440, 220, 7);

    final int widthMm;
    final int heightMm;
    final int characters;

    Kind(int widthMm, int heightMm, int characters) {
      this.widthMm = widthMm;
      this.heightMm = heightMm;
      this.characters = characters;
    }
  }

  PlateNumber {
    if (text.length() != kind.characters) {
      throw new IllegalArgumentException(
          kind + " plates have " + kind.characters + " characters: " + text);
    }
    if (!Glyphs.isProvince(text.charAt(0)) || LETTERS.indexOf(text.charAt(1)) < 0) {
      throw new IllegalArgumentException("no province and authority: " + text);
    }
    if (!text.chars().skip(1).allMatch(c -> Glyphs.isLatin((char) c))) {
      throw new IllegalArgumentException("not a plate character: " + text);
    }
  }

  static PlateNumber draw(Kind kind, RandomGenerator random) {
    var text = new StringBuilder();
    text.append(any(PROVINCES, random)).append(any(LETTERS, random));
    // A small new-energy car's serial opens with D (electric) or F (other), the rest are digits; on
    // the other plates at most two
    // letters, here the second.
    if (kind == Kind.GREEN) {
      text.append(any("DF", random));
    }
    while (text.length() < kind.characters) {
      var letter = kind != Kind.GREEN && text.length() == 3 && random.nextBoolean();
      text.append(any(letter ? LETTERS : "0123456789", random));
    }
    return new PlateNumber(kind, text.toString());
  }

  private static char any(String of, RandomGenerator random) {
    return of.charAt(random.nextInt(of.length()));
  }
}
