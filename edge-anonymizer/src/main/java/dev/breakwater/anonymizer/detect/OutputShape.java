package dev.breakwater.anonymizer.detect;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What an output of a network must look like.
 *
 * @param name as the family calls it; a descriptor may map it to another
 * @param dimensions batch first
 * @param cells places that the network speaks about
 * @param channels numbers for each place
 * @param channelsFirst whether the numbers of one channel lie together, or those of one cell
 */
record OutputShape(
    String name, List<Long> dimensions, int cells, int channels, boolean channelsFirst) {
  OutputShape {
    dimensions = List.copyOf(dimensions);
  }

  /** A grid, channel by channel: 1 × channels × rows × columns. */
  static OutputShape grid(String name, int channels, int rows, int columns) {
    return new OutputShape(
        name,
        List.of(1L, (long) channels, (long) rows, (long) columns),
        rows * columns,
        channels,
        true);
  }

  /** A list, cell by cell: 1 × cells × channels. */
  static OutputShape list(String name, int cells, int channels) {
    return new OutputShape(
        name, List.of(1L, (long) cells, (long) channels), cells, channels, false);
  }

  long[] toArray() {
    return dimensions.stream().mapToLong(Long::longValue).toArray();
  }

  /** Writes dimensions as 1x3x480x640; those that are open as a question mark. */
  static String text(List<Long> dimensions) {
    return dimensions.stream()
        .map(each -> each < 0 ? "?" : each.toString())
        .collect(Collectors.joining("x"));
  }
}
