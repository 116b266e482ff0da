package dev.breakwater.anonymizer.evaluate.baseline;

import dev.breakwater.anonymizer.evaluate.baseline.Baseline.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new evaluation against an old one: of rates that should be high the lower bounds must not drop,
 * of those that should be low the upper bounds must not rise.
 *
 * @param lines one for each rate of the old evaluation
 */
public record Comparison(List<Line> lines) {
  /** Bounds come from counts and differ in no digit if those do not. */
  private static final double ROUNDING = 1e-12;

  public Comparison {
    lines = List.copyOf(lines);
  }

  /**
   * One rate.
   *
   * @param wanted whether more of it is better; then the bounds are lower ones, else upper ones
   * @param newBound null if the new evaluation does not have the rate
   * @param holds whether the bound did not move the wrong way by more than is allowed
   */
  public record Line(
      String name, boolean wanted, double baseBound, @Nullable Double newBound, boolean holds) {}

  /**
   * @param allowed by how much a bound may move the wrong way, 0 to 1
   * @throws BaselineRejectedException if one of the files is no evaluation
   */
  public static Comparison of(Path base, Path next, double allowed)
      throws IOException, BaselineRejectedException {
    Map<String, Figure> before = Baseline.read(base);
    Map<String, Figure> after = Baseline.read(next);
    List<Line> lines = new ArrayList<>();
    before.forEach((name, figure) -> lines.add(line(name, figure, after.get(name), allowed)));
    return new Comparison(lines);
  }

  private static Line line(String name, Figure before, @Nullable Figure after, double allowed) {
    if (after == null) {
      // A rate of which nothing is left to measure may hide a loss; for one that should be low,
      // nothing is as low as it gets.
      return new Line(name, before.wanted(), before.bound(), null, !before.wanted());
    }
    double worse = after.bound() - before.bound();
    double loss = before.wanted() ? -worse : worse;
    return new Line(
        name, before.wanted(), before.bound(), after.bound(), loss <= allowed + ROUNDING);
  }

  /** Asks whether every line holds. */
  public boolean holds() {
    return lines.stream().allMatch(Line::holds);
  }
}
