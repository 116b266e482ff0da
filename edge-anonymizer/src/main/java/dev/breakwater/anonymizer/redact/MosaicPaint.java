package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.frame.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The mean colour of each cell of a grid that lies, and is turned, as the object is. Used by one
 * thread at a time.
 */
final class MosaicPaint implements MaskRedactor.Paint {
  /** Cells along the shorter side, at most: a face of which three by four means are left. */
  static final int SHORT_SIDE_CELLS = 3;

  static final int LONG_SIDE_CELLS = 64;

  /** Smaller objects have fewer cells, pixels. */
  private static final double SMALLEST_CELL = 4;

  private static final int PLANES = 3;

  // Of each plane in each cell; reused.
  private final long[][] sums = new long[PLANES][SHORT_SIDE_CELLS * LONG_SIDE_CELLS];
  private final int[][] counts = new int[PLANES][SHORT_SIDE_CELLS * LONG_SIDE_CELLS];
  private Grid grid = new Grid(0, 0, 1, 1, 0, 0, 1, 1, 1);

  /** Where the cells are; the centre, the half sides and the cell in pixels. */
  private record Grid(
      double centreX,
      double centreY,
      double cos,
      double sin,
      double halfWidth,
      double halfHeight,
      double cell,
      int columns,
      int rows) {
    static Grid on(Outline outline) {
      Box box = outline.box();
      double shorter = Math.min(box.width(), box.height());
      double longer = Math.max(box.width(), box.height());
      double cell =
          Math.max(SMALLEST_CELL, Math.max(shorter / SHORT_SIDE_CELLS, longer / LONG_SIDE_CELLS));
      return new Grid(
          outline.centreX(),
          outline.centreY(),
          Math.cos(outline.tilt()),
          Math.sin(outline.tilt()),
          box.width() / 2,
          box.height() / 2,
          cell,
          cells(box.width(), cell),
          cells(box.height(), cell));
    }

    /** Returns how many cells a side has; what is left over belongs to the last one. */
    private static int cells(double side, double cell) {
      return Math.max(1, (int) Math.floor(side / cell + 1e-9));
    }

    /** Returns the cell of a block of 2 by 2 pixels, by its centre. */
    int cellOf(int column, int row) {
      double x = column * 2 + 1 - centreX;
      double y = row * 2 + 1 - centreY;
      int across = clip((x * cos + y * sin + halfWidth) / cell, columns);
      return clip((y * cos - x * sin + halfHeight) / cell, rows) * columns + across;
    }

    private static int clip(double value, int cells) {
      return (int) Math.max(0, Math.min(cells - 1, value));
    }
  }

  @Override
  public void paint(Frame frame, Spans spans, Outline outline) {
    grid = Grid.on(outline);
    for (int plane = 0; plane < PLANES; plane++) {
      Arrays.fill(sums[plane], 0);
      Arrays.fill(counts[plane], 0);
      measure(frame, plane, spans);
      fill(frame, plane, spans);
    }
  }

  private void measure(Frame frame, int plane, Spans spans) {
    ByteBuffer pixels = frame.plane(plane);
    int size = plane == 0 ? 2 : 1;
    for (int row = spans.top(); row < spans.bottom(); row++) {
      int bottom = bottom(frame, plane, row);
      for (int column = spans.left(row); column < spans.right(row); column++) {
        int cell = grid.cellOf(column, row);
        int right = right(frame, plane, column);
        for (int y = row * size; y < bottom; y++) {
          for (int x = column * size; x < right; x++) {
            sums[plane][cell] += pixels.get(y * frame.stride(plane) + x) & 0xff;
            counts[plane][cell]++;
          }
        }
      }
    }
  }

  private void fill(Frame frame, int plane, Spans spans) {
    ByteBuffer pixels = frame.plane(plane);
    int size = plane == 0 ? 2 : 1;
    for (int row = spans.top(); row < spans.bottom(); row++) {
      int bottom = bottom(frame, plane, row);
      for (int column = spans.left(row); column < spans.right(row); column++) {
        byte mean = mean(plane, grid.cellOf(column, row));
        int right = right(frame, plane, column);
        for (int y = row * size; y < bottom; y++) {
          for (int x = column * size; x < right; x++) {
            pixels.put(y * frame.stride(plane) + x, mean);
          }
        }
      }
    }
  }

  private byte mean(int plane, int cell) {
    int count = counts[plane][cell];
    return (byte) ((sums[plane][cell] + count / 2) / count);
  }

  private static int bottom(Frame frame, int plane, int row) {
    return plane == 0 ? Math.min(frame.heightPx(), row * 2 + 2) : row + 1;
  }

  private static int right(Frame frame, int plane, int column) {
    return plane == 0 ? Math.min(frame.widthPx(), column * 2 + 2) : column + 1;
  }
}
