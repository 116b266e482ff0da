package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.redact.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts what became of the frames of one input. */
final class Tally {
  private final List<Manifest.Refusal> refusals = new ArrayList<>();
  private AnonymizeResult.@Nullable Reason first;
  private long frames;
  private long withheld;
  private long faces;
  private long plates;

  void add(SafeFrame frame) {
    frames++;
    for (Mask mask : frame.masks()) {
      if (mask.kind() == ObjectClass.FACE) {
        faces++;
      } else {
        plates++;
      }
    }
  }

  void add(AnonymizeResult.Withheld refusal) {
    frames++;
    withheld++;
    first = first == null ? refusal.reason() : first;
    long index = refusal.info().index();
    String reason = refusal.reason().name().toLowerCase(Locale.ROOT);
    int last = refusals.size() - 1;
    if (last >= 0
        && refusals.get(last).last() == index - 1
        && refusals.get(last).reason().equals(reason)) {
      refusals.set(last, new Manifest.Refusal(refusals.get(last).first(), index, reason));
    } else {
      refusals.add(new Manifest.Refusal(index, index, reason));
    }
  }

  boolean hasNothingToShow() {
    return frames == withheld;
  }

  /** Says, of a tally with nothing to show, why that is; one line. */
  String whyNothing() {
    return first == null ? "there is no frame in it" : "no frame of it may leave: " + first.text();
  }

  Manifest.Counts counts() {
    return new Manifest.Counts(frames, withheld, faces, plates);
  }

  List<Manifest.Refusal> refusals() {
    return refusals;
  }
}
