package dev.breakwater.anonymizer.synthetic;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.Map;
import java.util.Scanner;

/**
 * The characters of our plates as pen strokes in a field of 45 x 90 mm, so that no font is needed.
 * M moves, L draws a line, Q a curve (control point, end point), Z closes. The letters I and O do
 * not exist on plates (GA 36-2018).
 */
final class Glyphs {
  private static final float LATIN_PEN_MM = 10;
  private static final float HAN_PEN_MM = 6;

  private static final Map<Character, String> HAN =
      Map.of(
          '京',
          "M22 3 L22 15 M3 18 L42 18 M10 29 L35 29 L35 48 L10 48 Z M22 48 L22 80 Q22 87 14 85"
              + " M12 57 L4 76 M33 57 L41 76",
          '沪',
          "M4 8 L11 16 M2 30 L9 37 M3 84 L12 56 M28 3 L31 13 M18 20 L40 20 L40 44 L18 44"
              + " M18 20 L18 50 Q18 70 12 86",
          '粤',
          "M22 2 L18 9 M8 10 L37 10 L37 42 M8 10 L8 42 L37 42 M22 13 L22 40 M12 26 L33 26"
              + " M2 51 L43 51 M16 51 L13 64 L36 64 Q37 87 30 87 L22 85",
          '苏',
          "M2 14 L43 14 M15 4 L15 24 M30 4 L30 24 M6 36 L34 36 Q34 86 24 84"
              + " M20 26 Q20 66 4 86 M5 54 L10 66 M39 52 L43 66",
          '浙',
          "M3 8 L9 16 M2 30 L8 37 M3 84 L10 56 M12 24 L25 24 M19 4 L19 78 Q19 85 12 83 M12 54 L25 44"
              + " M42 6 L31 14 L31 40 Q31 70 25 86 M31 36 L44 36 M39 36 L39 86",
          '川',
          "M9 6 L9 50 Q9 70 3 86 M22 10 L22 74 M38 5 L38 87",
          '港',
          "M4 8 L11 16 M2 30 L9 37 M3 84 L12 56 M22 4 L22 30 M34 4 L34 30 M16 14 L43 14"
              + " M14 30 L43 30 M24 31 L13 50 M33 31 L43 50 M22 48 L36 48 L36 62 L22 62"
              + " M22 48 L22 78 Q22 86 40 84 L41 74",
          '警',
          "M3 8 L22 8 M9 3 L9 13 M17 3 L17 13 M9 15 L4 25 M7 19 L21 19 Q21 40 15 38"
              + " M9 26 L15 26 L15 33 L9 33 Z M31 3 L26 15 M28 11 L42 11 M38 11 Q36 28 25 38"
              + " M29 18 Q34 32 42 38 M7 47 L38 47 M12 55 L33 55 M12 63 L33 63"
              + " M13 71 L32 71 L32 86 L13 86 Z");

  private static final Map<Character, String> LATIN =
      Map.ofEntries(
          Map.entry('0', "M5 22 Q5 5 22 5 Q40 5 40 22 L40 68 Q40 85 22 85 Q5 85 5 68 Z"),
          Map.entry('1', "M12 18 L23 6 L23 85"),
          Map.entry('2', "M5 22 Q5 5 22 5 Q40 5 40 24 Q40 38 6 84 L40 84"),
          Map.entry(
              '3', "M5 18 Q9 5 22 5 Q39 5 39 23 Q39 42 18 42 Q40 42 40 64 Q40 85 22 85 Q7 85 5 70"),
          Map.entry('4', "M29 85 L29 6 L6 65 L41 65"),
          Map.entry('5', "M38 6 L9 6 L7 40 Q13 34 23 34 Q40 34 40 58 Q40 85 22 85 Q7 85 5 70"),
          Map.entry('6', "M35 6 Q5 34 5 62 Q5 85 22 85 Q40 85 40 62 Q40 42 24 42 Q10 42 6 56"),
          Map.entry('7', "M5 6 L40 6 Q20 40 18 85"),
          Map.entry(
              '8',
              "M22 43 Q7 40 7 23 Q7 5 22 5 Q38 5 38 23 Q38 40 22 43 Q5 46 5 65 Q5 85 22 85"
                  + " Q40 85 40 65 Q40 46 22 43"),
          Map.entry('9', "M10 84 Q40 56 40 28 Q40 5 23 5 Q5 5 5 28 Q5 48 21 48 Q35 48 39 34"),
          Map.entry('A', "M5 85 L22 6 L40 85 M11 60 L34 60"),
          Map.entry(
              'B',
              "M7 5 L7 85 L22 85 Q40 85 40 63 Q40 43 22 43 L7 43 M22 43 Q37 43 37 24 Q37 5 22 5 L7 5"),
          Map.entry('C', "M40 24 Q38 5 23 5 Q6 5 6 24 L6 66 Q6 85 23 85 Q38 85 40 66"),
          Map.entry('D', "M7 5 L7 85 L19 85 Q40 85 40 60 L40 30 Q40 5 19 5 Z"),
          Map.entry('E', "M39 6 L7 6 L7 84 L39 84 M7 44 L34 44"),
          Map.entry('F', "M39 6 L7 6 L7 85 M7 44 L34 44"),
          Map.entry(
              'G', "M40 24 Q38 5 23 5 Q6 5 6 24 L6 66 Q6 85 23 85 Q40 85 40 66 L40 50 L26 50"),
          Map.entry('H', "M7 5 L7 85 M38 5 L38 85 M7 45 L38 45"),
          Map.entry('J', "M36 5 L36 66 Q36 85 21 85 Q6 85 6 66"),
          Map.entry('K', "M7 5 L7 85 M39 5 L9 50 M18 38 L40 85"),
          Map.entry('L', "M7 5 L7 84 L39 84"),
          Map.entry('M', "M6 85 L6 6 L22 50 L39 6 L39 85"),
          Map.entry('N', "M6 85 L6 6 L39 84 L39 5"),
          Map.entry('P', "M7 85 L7 5 L22 5 Q40 5 40 27 Q40 49 22 49 L7 49"),
          Map.entry(
              'Q', "M5 22 Q5 5 22 5 Q40 5 40 22 L40 68 Q40 85 22 85 Q5 85 5 68 Z M26 66 L41 86"),
          Map.entry('R', "M7 85 L7 5 L22 5 Q40 5 40 27 Q40 49 22 49 L7 49 M22 49 L40 85"),
          Map.entry(
              'S', "M39 22 Q37 5 22 5 Q6 5 6 23 Q6 38 22 43 Q40 49 40 66 Q40 85 22 85 Q6 85 5 67"),
          Map.entry('T', "M4 6 L41 6 M22 6 L22 85"),
          Map.entry('U', "M6 5 L6 66 Q6 85 22 85 Q39 85 39 66 L39 5"),
          Map.entry('V', "M5 5 L22 84 L40 5"),
          Map.entry('W', "M4 5 L12 84 L22 38 L33 84 L41 5"),
          Map.entry('X', "M6 5 L39 85 M39 5 L6 85"),
          Map.entry('Y', "M5 5 L22 45 L40 5 M22 45 L22 85"),
          Map.entry('Z', "M6 6 L39 6 L6 84 L40 84"));

  private Glyphs() {}

  /** Returns the inked outline of a plate character in millimetres, inside 45 x 90. */
  static Shape outline(char c) {
    var han = HAN.get(c);
    var strokes = han == null ? LATIN.get(c) : han;
    if (strokes == null) {
      throw new IllegalArgumentException("not a plate character: " + c);
    }
    var pen = han == null ? LATIN_PEN_MM : HAN_PEN_MM;
    return new BasicStroke(pen, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        .createStrokedShape(path(strokes));
  }

  private static Path2D path(String strokes) {
    var path = new Path2D.Double();
    // A pen letter and its first number may touch; all other tokens are apart.
    try (var tokens = new Scanner(strokes.replaceAll("([MLQZ])", " $1 "))) {
      while (tokens.hasNext()) {
        draw(path, tokens.next(), tokens);
      }
    }
    return path;
  }

  private static void draw(Path2D path, String pen, Scanner numbers) {
    switch (pen) {
      case "M" -> path.moveTo(numbers.nextInt(), numbers.nextInt());
      case "L" -> path.lineTo(numbers.nextInt(), numbers.nextInt());
      case "Q" ->
          path.quadTo(numbers.nextInt(), numbers.nextInt(), numbers.nextInt(), numbers.nextInt());
      case "Z" -> path.closePath();
      default -> throw new IllegalStateException("unknown pen letter " + pen);
    }
  }
}
