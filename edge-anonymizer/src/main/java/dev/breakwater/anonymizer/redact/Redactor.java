package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.track.Region;
import java.util.List;

/** Covers regions of a frame. Used by one thread at a time. */
public interface Redactor {
  /**
   * Paints on the frame and returns the masks painted. A region may reach over the frame's edges;
   * what lies outside the frame has no mask. Each 2 by 2 pixels that a mask touches, which share
   * one colour sample, are covered whole; no others change.
   */
  List<Mask> redact(Frame frame, List<Region> regions);

  /** Returns a redactor with the usual growth. */
  static Redactor of(Redaction redaction) {
    return of(redaction, Growth.usual(redaction));
  }

  /**
   * @param growth how far about the regions the masks reach, and their shapes
   */
  static Redactor of(Redaction redaction, Growth growth) {
    return new MaskRedactor(
        growth,
        switch (redaction) {
          case SOLID -> new SolidPaint();
          case MOSAIC -> new MosaicPaint();
          case BLUR -> new BlurPaint();
          case NONE -> (frame, spans, outline) -> {};
        });
  }
}
