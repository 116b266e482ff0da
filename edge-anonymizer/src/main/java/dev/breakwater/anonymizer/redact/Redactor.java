package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.track.Region;
import java.util.List;

/** Covers regions of a frame. Used by one thread at a time. */
public interface Redactor {
  /** Paints on the frame and returns the masks painted. */
  List<Mask> redact(Frame frame, List<Region> regions);

  static Redactor of(Redaction redaction) {
    return switch (redaction) {
      case SOLID -> new SolidRedactor();
    };
  }
}
