package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GlyphsTest {
  private static final String ALL = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ京沪粤苏浙川港警";
  private static final Rectangle2D FIELD = new Rectangle2D.Double(-1.5, 0, 48, 90);

  @Test
  void outline_everyCharacter_staysInItsField() {
    ALL.chars()
        .forEach(
            c ->
                assertThat(FIELD.contains(Glyphs.outline((char) c).getBounds2D()))
                    .as(Character.toString(c))
                    .isTrue());
  }

  @Test
  void outline_everyCharacter_differsFromTheOthers() {
    var seen = new HashSet<String>();
    ALL.chars()
        .forEach(c -> assertThat(seen.add(raster(Glyphs.outline((char) c)))).as("%c", c).isTrue());
  }

  @ParameterizedTest
  @ValueSource(chars = {'I', 'O', 'a', ' ', '鲸'})
  void outline_notAPlateCharacter_isRefused(char c) {
    assertThatThrownBy(() -> Glyphs.outline(c)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String raster(Shape shape) {
    var bits = new StringBuilder();
    for (int i = 0; i < 15 * 30; i++) {
      int row = i / 15;
      bits.append(shape.contains(1.5 + i % 15 * 3, 1.5 + row * 3) ? '#' : '.');
    }
    return bits.toString();
  }
}
