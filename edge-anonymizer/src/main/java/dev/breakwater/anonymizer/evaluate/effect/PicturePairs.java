package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import dev.breakwater.anonymizer.frame.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures as taken and, under the same names, as sent: what the effect check compares. Used by one
 * thread.
 */
public final class PicturePairs implements AutoCloseable {
  private final FramesByName taken;
  private final FramesByName sent;

  private record Place(String file, long frame) {
    String name() {
      return frame == 0 ? file : file + ", frame " + frame;
    }
  }

  /**
   * @param taken the pictures before anything was covered; closed with this
   * @param sent the pictures as they leave; closed with this
   */
  public PicturePairs(FramesByName taken, FramesByName sent) {
    this.taken = taken;
    this.sent = sent;
  }

  /**
   * Shows each object that counts as correct to the readers (GB/T 44464-2024 B.6 asks about those).
   *
   * @param objects in the order of the frames of each file
   */
  public void show(List<ScoredObject> objects, EffectCheck check) {
    Map<Place, List<CoveredObject>> covered = new LinkedHashMap<>();
    for (ScoredObject each : objects) {
      if (each.outcome() == ScoredObject.Outcome.CORRECT) {
        ObjectClass kind = each.object().kind();
        covered
            .computeIfAbsent(new Place(each.file(), each.frame()), place -> new ArrayList<>())
            .add(new CoveredObject(kind, each.object().box()));
      }
    }
    covered.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getKey().frame()))
        .sorted(Comparator.comparing(entry -> entry.getKey().file()))
        .forEach(entry -> show(entry.getKey(), entry.getValue(), check));
  }

  private void show(Place place, List<CoveredObject> covered, EffectCheck check) {
    Optional<Frame> before = taken.find(place.file, place.frame);
    Optional<Frame> after = sent.find(place.file, place.frame);
    try {
      if (before.isEmpty() || after.isEmpty()) {
        String which = before.isEmpty() ? "taken" : "sent";
        check.addUnreadable(place.name(), "the picture as " + which + " cannot be read", covered);
      } else if (before.get().widthPx() != after.get().widthPx()
          || before.get().heightPx() != after.get().heightPx()) {
        check.addUnreadable(place.name(), "its size was changed (B.5)", covered);
      } else {
        check.add(place.name(), before.get(), after.get(), covered);
      }
    } finally {
      before.ifPresent(Frame::close);
      after.ifPresent(Frame::close);
    }
  }

  @Override
  public void close() {
    taken.close();
    sent.close();
  }
}
