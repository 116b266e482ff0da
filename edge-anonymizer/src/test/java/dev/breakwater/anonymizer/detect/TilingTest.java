package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.detect.InputSize.Extent;
import dev.breakwater.anonymizer.frame.PixelArea;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TilingTest {
  @ParameterizedTest
  @CsvSource({
    "3840, 2160, 2, 1",
    "3840, 2160, 4, 3",
    "3841, 2161, 2, 2",
    "1919, 1079, 3, 1",
    "701, 303, 2, 2"
  })
  void tiles_ofAnyFrame_coverItAndOverlap(int width, int height, int columns, int rows) {
    List<PixelArea> tiles = new Tiling(columns, rows).of(new Extent(width, height));
    assertThat(tiles).hasSize(columns * rows);
    assertThat(tiles).extracting(PixelArea::widthPx).containsOnly(tiles.get(0).widthPx());
    for (int column = 0; column < columns; column++) {
      PixelArea tile = tiles.get(column);
      int end = tile.left() + tile.widthPx();
      if (column == columns - 1) {
        assertThat(end).isEqualTo(width);
      } else {
        assertThat(end - tiles.get(column + 1).left()).isGreaterThan(tile.widthPx() / 6);
      }
    }
    PixelArea last = tiles.get(tiles.size() - 1);
    assertThat(last.top() + last.heightPx()).isEqualTo(height);
  }

  @Test
  void tiles_ofASmallFrame_areNotWorthIt() {
    assertThat(new Tiling(2, 2).of(new Extent(100, 60))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "0x1", "9x1", "2x", "10x1", "axb", "2x1x1", "-1x2"})
  void text_thatIsNoTiling_isRefused(String text) {
    assertThatThrownBy(() -> Tiling.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
