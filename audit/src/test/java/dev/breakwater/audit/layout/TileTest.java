package dev.breakwater.audit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  @Test
  @DisplayName("C2SP tlog-tiles: the worked example of 70 000 leaves")
  void added_toSeventyThousand_isTheWorkedExample() {
    List<Tile> tiles = Tile.added(0, 70_000);

    assertThat(tiles).filteredOn(t -> t.level() == 0 && t.width() == 256).hasSize(273);
    assertThat(tiles).filteredOn(t -> t.level() == 1 && t.width() == 256).hasSize(1);
    assertThat(tiles)
        .filteredOn(t -> t.level() >= 0 && t.width() < 256)
        .containsExactly(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1));
    assertThat(tiles).filteredOn(t -> t.level() == Tile.ENTRIES).hasSize(274);
  }

  @Test
  @DisplayName("C2SP tlog-tiles: 256 leaves are a full tile and one of level 1")
  void added_toTwoHundredFiftySix_hasALevelOneTile() {
    assertThat(Tile.added(0, 256))
        .containsExactly(new Tile(Tile.ENTRIES, 0, 256), new Tile(0, 0, 256), new Tile(1, 0, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1234067, 256, tile/0/x001/x234/067",
    "1, 0, 17, tile/1/000.p/17",
    "-1, 1000, 256, tile/entries/x001/000",
    "-1, 273, 112, tile/entries/273.p/112",
    "7, 999, 1, tile/7/999.p/1",
  })
  void path_ofATile_isReadBack(int level, long index, int width, String path) {
    var tile = new Tile(level, index, width);

    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).contains(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "checkpoint",
        "tile/8/000",
        "tile/00/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/entries/../000",
        "/tile/0/000",
      })
  void parse_otherPath_isNoTile(String path) {
    assertThat(Tile.parse(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void added_stepByStep_leavesExactlyTheTilesOfTheTree(long seed) {
    var random = new Random(seed);
    Set<Tile> present = new HashSet<>();
    long size = 0;
    for (int step = 0; step < 20; step++) {
      long next = size + random.nextInt(random.nextBoolean() ? 300 : 40_000);
      present.addAll(Tile.added(size, next));
      present.removeAll(Tile.superseded(size, next));
      size = next;
      assertThat(present)
          .as("seed %d, size %d", seed, size)
          .isEqualTo(new HashSet<>(Tile.added(0, size)));
    }
    long end = size;
    assertThat(present).allMatch(tile -> tile.isIn(end));
  }

  @Test
  void isWithin_narrowerAndWiderTile_tellsWhichTheTreeCovers() {
    assertThat(new Tile(0, 1, 10).isWithin(300)).isTrue();
    assertThat(new Tile(0, 1, 10).isIn(300)).isFalse();
    assertThat(new Tile(0, 1, 44).isIn(300)).isTrue();
    assertThat(new Tile(0, 1, 45).isWithin(300)).isFalse();
    assertThat(new Tile(0, 2, 1).isWithin(300)).isFalse();
    assertThat(new Tile(1, 999_999_999_999_999_999L, 1).isWithin(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void at_tileBeyondTheTree_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Tile.at(0, 1, 256));
  }

  @Test
  void decode_wrongLength_namesTheTile() {
    assertThatThrownBy(() -> new Tile(0, 0, 2).decode(Bytes.of(new byte[63])))
        .isInstanceOf(NonCanonicalException.class)
        .hasMessageContaining("tile/0/000.p/2");
  }
}
