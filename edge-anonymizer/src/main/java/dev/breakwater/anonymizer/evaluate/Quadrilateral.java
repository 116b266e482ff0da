package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.List;

/** Outlines of four corners. */
final class Quadrilateral {
  private Quadrilateral() {}

  /** Returns the corners of an upright box, clockwise from the upper left. */
  static List<Corner> of(Box box) {
    return List.of(
        new Corner(box.left(), box.top()),
        new Corner(box.right(), box.top()),
        new Corner(box.right(), box.bottom()),
        new Corner(box.left(), box.bottom()));
  }

  /** Returns the upright box about the corners. */
  static Box around(List<Corner> corners) {
    double left = corners.stream().mapToDouble(Corner::x).min().orElseThrow();
    double right = corners.stream().mapToDouble(Corner::x).max().orElseThrow();
    double top = corners.stream().mapToDouble(Corner::y).min().orElseThrow();
    double bottom = corners.stream().mapToDouble(Corner::y).max().orElseThrow();
    return new Box(left, top, right - left, bottom - top);
  }

  /** Returns the area that the corners enclose; negative if they go round anticlockwise. */
  static double signedArea(List<Corner> corners) {
    double twice = 0;
    for (int i = 0; i < corners.size(); i++) {
      Corner next = corners.get((i + 1) % corners.size());
      twice += corners.get(i).x() * next.y() - next.x() * corners.get(i).y();
    }
    return twice / 2;
  }

  /** Asks whether the corners go round an area that is bent one way, either way round. */
  static boolean isConvex(List<Corner> corners) {
    int bentRight = 0;
    int bentLeft = 0;
    for (int i = 0; i < corners.size(); i++) {
      double bend = bend(corners, i);
      if (!Double.isFinite(bend)) {
        return false;
      }
      bentRight += bend > 0 ? 1 : 0;
      bentLeft += bend < 0 ? 1 : 0;
    }
    // Four corners bent one way go round once: a star needs five.
    return (bentRight == 0) != (bentLeft == 0);
  }

  private static double bend(List<Corner> corners, int at) {
    Corner a = corners.get(at);
    Corner b = corners.get((at + 1) % corners.size());
    Corner c = corners.get((at + 2) % corners.size());
    return (b.x() - a.x()) * (c.y() - b.y()) - (b.y() - a.y()) * (c.x() - b.x());
  }
}
