package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.track.Region;
import java.util.ArrayList;
import java.util.List;

/** Draws a mask about each region and paints what it touches. Used by one thread at a time. */
final class MaskRedactor implements Redactor {
  private final Growth growth;
  private final Paint paint;
  private final Spans spans = new Spans();

  /** What is put in place of the pixels under a mask. */
  interface Paint {
    /** Paints within the spans, all of which lie in the frame, at least one block of it. */
    void paint(Frame frame, Spans spans, Outline outline);
  }

  MaskRedactor(Growth growth, Paint paint) {
    this.growth = growth;
    this.paint = paint;
  }

  @Override
  public List<Mask> redact(Frame frame, List<Region> regions) {
    List<Mask> masks = new ArrayList<>(regions.size());
    for (Region region : regions) {
      Outline outline = Outline.of(region, growth, frame.widthPx(), frame.heightPx());
      if (spans.trace(outline, frame.widthPx(), frame.heightPx())) {
        paint.paint(frame, spans, outline);
        masks.add(outline.mask(frame.widthPx(), frame.heightPx()));
      }
    }
    return masks;
  }
}
