package dev.breakwater.cli.vehicle;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How numbers, durations, sizes and paths are written in the configuration. */
public final class Quantities {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|min|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");
  private static final int MAX_PORT = 65_535;

  private Quantities() {}

  /** Returns the reading of a whole number from {@code least} to {@code most}. */
  public static Function<String, Integer> whole(int least, int most) {
    return text -> {
      long number = WHOLE.matcher(text).matches() ? Long.parseLong(text) : -1;
      if (number < least || number > most) {
        throw new IllegalArgumentException(
            "a whole number from %d to %d is expected here".formatted(least, most));
      }
      return (int) number;
    };
  }

  /** Returns a port; 0 has a meaning of its own. */
  public static int port(String text) {
    return whole(0, MAX_PORT).apply(text);
  }

  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a duration is expected here, e.g. 200ms, 5s, 1min, 2h, 7d");
    }
    Duration unit =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(1);
          case "s" -> Duration.ofSeconds(1);
          case "min" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /** Returns a size, bytes. */
  public static long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a size is expected here, e.g. 256MiB, 64KiB, 1GiB");
    }
    int shift =
        switch (matcher.group(2)) {
          case "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          default -> 30;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }

  public static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a path is expected here: " + e.getReason(), e);
    }
  }
}
