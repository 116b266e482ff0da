package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.detect.InputSize.Extent;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PixelArea;
import dev.breakwater.anonymizer.frame.Scaler;

/**
 * A part of the frame, or all of it, as a network looks at it.
 *
 * @param frame size of the whole
 * @param scaler for this size of area only: another size would lay its memory out anew
 */
record View(PixelArea area, Extent frame, Scaler scaler, Letterbox letterbox) {
  /** How near to the edge, in pixels of the input, the box of a cut object ends. */
  private static final double EDGE_PX = 3;

  void fill(Frame picture) {
    Extent content = letterbox.content();
    Scaler.Bgr scaled = scaler.toBgr(picture, area, content.widthPx(), content.heightPx());
    letterbox.fill(scaled.bytes(), scaled.stride());
  }

  /** Moves a candidate from pixels of the input to pixels of the whole frame. */
  void toFrame(Candidate seen) {
    seen.place(
        area.left() + letterbox.unmirroredLeft(seen) * scaleX(),
        area.top() + seen.top() * scaleY(),
        seen.width() * scaleX(),
        seen.height() * scaleY());
    seen.cut(cuts(seen));
  }

  /** Frame pixels for one input pixel, across. */
  private double scaleX() {
    return (double) area.widthPx() / letterbox.content().widthPx();
  }

  /** Frame pixels for one input pixel, down. */
  private double scaleY() {
    return (double) area.heightPx() / letterbox.content().heightPx();
  }

  /** Asks whether a box ends where this view ends, though the frame goes on there. */
  private boolean cuts(Candidate box) {
    double marginX = EDGE_PX * scaleX();
    double marginY = EDGE_PX * scaleY();
    int right = area.left() + area.widthPx();
    int bottom = area.top() + area.heightPx();
    return (area.left() > 0 && box.left() < area.left() + marginX)
        || (area.top() > 0 && box.top() < area.top() + marginY)
        || (right < frame.widthPx() && box.right() > right - marginX)
        || (bottom < frame.heightPx() && box.bottom() > bottom - marginY);
  }
}
