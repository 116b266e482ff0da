package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.detect.InputSize.Extent;
import dev.breakwater.anonymizer.frame.PixelArea;
import java.util.ArrayList;
import java.util.List;

/**
 * How wide and large frames are searched: in so many tiles that overlap by a fifth of their sides,
 * each at the network's full scale, and once as a whole, for what is larger than the overlap. One
 * by one is the whole alone. Every tile costs as much as a frame.
 *
 * @param columns 1 to {@value #MAX}
 * @param rows 1 to {@value #MAX}
 */
public record Tiling(int columns, int rows) {
  /** Most tiles across, and down. */
  public static final int MAX = 8;

  /** The whole frame only. */
  public static final Tiling NONE = new Tiling(1, 1);

  private static final double OVERLAP = 0.2;

  /** Tiles narrower than this are not worth a network's run. */
  private static final int LEAST_TILE_PX = 64;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Tiling {
    if (columns < 1 || rows < 1 || columns > MAX || rows > MAX) {
      throw new IllegalArgumentException("there are 1 to " + MAX + " tiles across and down");
    }
  }

  /**
   * Reads columns and rows, as in {@code 2x1}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Tiling parse(String text) {
    if (!text.matches("[0-9]x[0-9]")) {
      throw new IllegalArgumentException("tiles are columns x rows");
    }
    return new Tiling(text.charAt(0) - '0', text.charAt(2) - '0');
  }

  @Override
  public String toString() {
    return columns + "x" + rows;
  }

  /** Returns the tiles of a frame, all of one size; empty if the whole is enough. */
  List<PixelArea> of(Extent frame) {
    int width = side(frame.widthPx(), columns);
    int height = side(frame.heightPx(), rows);
    List<PixelArea> tiles = new ArrayList<>();
    if (columns * rows == 1 || Math.min(width, height) < LEAST_TILE_PX) {
      return tiles;
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int left = start(frame.widthPx(), width, column, columns);
        int top = start(frame.heightPx(), height, row, rows);
        tiles.add(new PixelArea(left, top, width, height));
      }
    }
    return tiles;
  }

  /** Tiles begin at even pixels, so what is left beside the last must be even. */
  private static int side(int framePx, int count) {
    if (count == 1) {
      return framePx;
    }
    int side = (int) Math.ceil(framePx / (count - (count - 1) * OVERLAP));
    return side + (framePx - side) % 2;
  }

  private static int start(int framePx, int sidePx, int index, int count) {
    return count == 1 ? 0 : (framePx - sidePx) * index / (count - 1) / 2 * 2;
  }
}
