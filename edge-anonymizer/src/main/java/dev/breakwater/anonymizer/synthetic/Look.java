package dev.breakwater.anonymizer.synthetic;

import java.awt.Color;
import java.util.List;
import java.util.random.RandomGenerator;

/** What an invented person looks like. */
record Look(
    Color skin,
    Color hair,
    Hair cut,
    Color lips,
    boolean glasses,
    Color coat,
    Color trousers,
    double heightM) {
  enum Hair {
    SHORT,
    LONG,
    CAP
  }

  private static final List<Color> SKINS =
      List.of(
          new Color(232, 190, 160),
          new Color(222, 176, 140),
          new Color(206, 154, 116),
          new Color(160, 108, 76),
          new Color(112, 74, 52));
  private static final List<Color> HAIRS =
      List.of(
          new Color(24, 20, 19),
          new Color(44, 32, 26),
          new Color(84, 58, 40),
          new Color(120, 116, 112));
  private static final List<Color> CLOTHES =
      List.of(
          new Color(46, 54, 70),
          new Color(120, 44, 44),
          new Color(70, 84, 62),
          new Color(150, 140, 124),
          new Color(60, 60, 64),
          new Color(54, 86, 120));

  static Look draw(RandomGenerator random) {
    var skin = any(SKINS, random);
    return new Look(
        skin,
        any(HAIRS, random),
        any(List.of(Hair.values()), random),
        Shade.mix(skin, new Color(164, 60, 66), 0.55),
        random.nextInt(3) == 0,
        any(CLOTHES, random),
        Shade.mix(any(CLOTHES, random), Color.BLACK, 0.4),
        1.58 + 0.22 * random.nextDouble());
  }

  private static <T> T any(List<T> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }
}
