package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How much of an outline masks cover together, by exact areas: overlapping masks count once.
 *
 * <p>The outline is cut into level slabs at every end of a border and at every height where two
 * borders cross. Within a slab the borders keep their order from left to right, so that what is
 * covered is the sum of the areas between pairs of borders, each of which has a closed form: exact
 * for rectangles and ellipses, turned or not. Only where two curves cross is found by halving.
 */
public final class Coverage {
  /** A curve and a border are searched for crossings between so many heights. */
  private static final int STEPS = 48;

  private static final int HALVINGS = 60;

  /** Less than this share of an object is a common edge, not a common area. */
  private static final double TOUCHING = 1e-9;

  private final ConvexShape outline;
  private final List<ConvexShape> masks;

  private Coverage(ConvexShape outline, List<ConvexShape> masks) {
    this.outline = outline;
    this.masks = masks;
  }

  /** Returns the share of the object's outline that the masks cover together, in [0, 1]. */
  public static double share(LabelledObject object, List<MaskedArea> masks) {
    return share(object.corners(), masks);
  }

  /** Asks whether a mask and an object have an area in common. */
  static boolean touches(MaskedArea mask, LabelledObject object) {
    return share(object.corners(), List.of(mask)) > TOUCHING;
  }

  static double share(List<Corner> outline, List<MaskedArea> masks) {
    ConvexShape whole = ConvexShape.outline(outline);
    List<ConvexShape> near =
        masks.stream()
            .distinct()
            .map(ConvexShape::of)
            .filter(mask -> mask.around().shared(whole.around()) > 0)
            .toList();
    if (near.isEmpty()) {
      return 0;
    }
    double covered = new Coverage(whole, near).area();
    return Math.max(0, Math.min(1, covered / Math.abs(Quadrilateral.signedArea(outline))));
  }

  private double area() {
    double sum = 0;
    Double from = null;
    for (double to : heights()) {
      if (from != null) {
        sum += slab(from, to);
      }
      from = to;
    }
    return sum;
  }

  /** Returns all heights at which the order of the borders may change. */
  private SortedSet<Double> heights() {
    List<Border> borders = new ArrayList<>(outline.borders());
    masks.forEach(mask -> borders.addAll(mask.borders()));
    SortedSet<Double> heights = new TreeSet<>();
    for (int i = 0; i < borders.size(); i++) {
      heights.add(borders.get(i).top());
      heights.add(borders.get(i).bottom());
      for (int j = 0; j < i; j++) {
        addCrossings(borders.get(i), borders.get(j), heights);
      }
    }
    return heights;
  }

  private static void addCrossings(Border one, Border other, SortedSet<Double> into) {
    double top = Math.max(one.top(), other.top());
    double bottom = Math.min(one.bottom(), other.bottom());
    if (top >= bottom) {
      return;
    }
    boolean straight = one instanceof Border.Side && other instanceof Border.Side;
    int steps = straight ? 1 : STEPS;
    double from = top;
    for (int step = 1; step <= steps; step++) {
      // Closer together at the ends, where a curve bends most.
      double part = (1 - Math.cos(Math.PI * step / steps)) / 2;
      double to = step == steps ? bottom : top + (bottom - top) * part;
      double sides = sign(one, other, from) * sign(one, other, to);
      if (sides < 0) {
        into.add(crossing(one, other, from, to));
      } else if (sides == 0) {
        into.add(to);
      }
      from = to;
    }
  }

  private static double sign(Border one, Border other, double y) {
    return Math.signum(one.x(y) - other.x(y));
  }

  private static double crossing(Border one, Border other, double from, double to) {
    double above = from;
    double below = to;
    double start = sign(one, other, from);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (above + below) / 2;
      if (sign(one, other, middle) == start) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return (above + below) / 2;
  }

  /** Returns the area that is covered between two heights. */
  private double slab(double from, double to) {
    double middle = (from + to) / 2;
    Optional<Stretch> row = Stretch.of(outline, middle);
    if (row.isEmpty()) {
      return 0;
    }
    List<Stretch> covered = new ArrayList<>();
    for (ConvexShape mask : masks) {
      Stretch.of(mask, middle).flatMap(row.get()::common).ifPresent(covered::add);
    }
    covered.sort(Comparator.comparingDouble(Stretch::start));
    double sum = 0;
    Stretch current = null;
    for (Stretch next : covered) {
      if (current == null || next.start() > current.end()) {
        sum += current == null ? 0 : current.area(from, to);
        current = next;
      } else if (next.end() > current.end()) {
        current = new Stretch(current.left, next.right, middle);
      }
    }
    return sum + (current == null ? 0 : current.area(from, to));
  }

  /** What lies between two borders at one height. */
  private record Stretch(Border left, Border right, double y) {
    static Optional<Stretch> of(ConvexShape shape, double y) {
      Optional<Border> left = at(shape.left(), y);
      Optional<Border> right = at(shape.right(), y);
      return left.isPresent() && right.isPresent()
          ? Optional.of(new Stretch(left.get(), right.get(), y))
          : Optional.empty();
    }

    private static Optional<Border> at(List<Border> borders, double y) {
      return borders.stream().filter(each -> each.top() < y && y < each.bottom()).findFirst();
    }

    Optional<Stretch> common(Stretch other) {
      Border inner = start() >= other.start() ? left : other.left;
      Border outer = end() <= other.end() ? right : other.right;
      return inner.x(y) < outer.x(y) ? Optional.of(new Stretch(inner, outer, y)) : Optional.empty();
    }

    double start() {
      return left.x(y);
    }

    double end() {
      return right.x(y);
    }

    double area(double from, double to) {
      return right.area(from, to) - left.area(from, to);
    }
  }
}
