package dev.breakwater.anonymizer.evaluate.check;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.Rate;
import dev.breakwater.anonymizer.evaluate.Scope;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.Marking;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.track.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures on labelled pictures what a check of the gate catches. The check sees what it sees in
 * the gate: the picture after covering. An object is caught if what the check finds covers half of
 * it. Used by one thread at a time.
 */
public final class CheckTrial {
  /** GB/T 44464-2024 B.5.3: an object of which half is covered counts as anonymized. */
  private static final double COVERED = 0.5;

  private static final long NO_TRACK = -1;

  private final Detector primary;
  private final Detector check;
  private final Redactor redactor = Redactor.of(Redaction.SOLID);
  private final Map<ObjectClass, Count> planted = counts();
  private final Map<ObjectClass, Count> misses = counts();

  /** A picture that can be opened again and again: each look needs its pixels fresh. */
  interface Picture {
    /** Returns the picture, which the caller owns and closes. */
    Frame open() throws UnreadableSourceException;
  }

  private static final class Count {
    private long hits;
    private long all;

    void add(boolean hit) {
      hits += hit ? 1 : 0;
      all++;
    }
  }

  /**
   * @param primary stays the caller's
   * @param check stays the caller's; a class that it does not search for is never caught
   */
  public CheckTrial(Detector primary, Detector check) {
    this.primary = primary;
    this.check = check;
  }

  private static Map<ObjectClass, Count> counts() {
    Map<ObjectClass, Count> counts = new EnumMap<>(ObjectClass.class);
    for (ObjectClass kind : ObjectClass.values()) {
      counts.put(kind, new Count());
    }
    return counts;
  }

  /**
   * Shows the check each labelled picture or frame of a file.
   *
   * @throws DetectionException if a detector has no answer; the file is then counted in part
   * @throws UnreadableSourceException if the file is no picture or video
   */
  public void look(LabelledFile file) throws DetectionException, UnreadableSourceException {
    for (Marking marking : file.frames()) {
      LabelledPicture picture = marking.picture();
      look(() -> frame(file.path(), picture.frame()), picture.objects());
    }
  }

  /** Returns a frame, damaged if there is none of that number: no detector has an answer to it. */
  private static Frame frame(Path path, long index) throws UnreadableSourceException {
    try (FrameSource source = FrameSource.open(path, 0)) {
      return source.skipTo(index).orElseGet(() -> Frame.damaged(new FrameInfo(index, 0, 0)));
    }
  }

  /**
   * Shows the check one picture: once for each object that the primary detector finds, without its
   * mask, and once if it missed any in scope.
   *
   * @throws DetectionException if a detector has no answer; the picture is then counted in part
   */
  void look(Picture picture, List<LabelledObject> labels)
      throws DetectionException, UnreadableSourceException {
    List<Detection> found;
    try (Frame frame = picture.open()) {
      if (frame.isDamaged()) {
        throw new DetectionException("frame " + frame.info().index() + " cannot be decoded", null);
      }
      found = firm(primary.detect(frame));
    }
    for (Detection removed : found) {
      List<Detection> others = new ArrayList<>(found);
      others.remove(removed);
      plant(picture, removed, others);
    }
    countMisses(picture, found, labels);
  }

  private void plant(Picture picture, Detection removed, List<Detection> others)
      throws DetectionException, UnreadableSourceException {
    try (Frame frame = picture.open()) {
      List<Mask> masks = cover(frame, others);
      if (!isCovered(removed.box(), masks)) {
        masks.addAll(cover(frame, firm(check.detect(frame))));
        count(planted, removed.kind(), isCovered(removed.box(), masks));
      }
    }
  }

  private void countMisses(Picture picture, List<Detection> found, List<LabelledObject> labels)
      throws DetectionException, UnreadableSourceException {
    try (Frame frame = picture.open()) {
      List<Mask> masks = cover(frame, found);
      List<LabelledObject> missed =
          labels.stream()
              .filter(Scope::includes)
              .filter(label -> !isCovered(label.box(), masks))
              .toList();
      if (!missed.isEmpty()) {
        masks.addAll(cover(frame, firm(check.detect(frame))));
        missed.forEach(label -> count(misses, label.kind(), isCovered(label.box(), masks)));
      }
    }
  }

  private static List<Detection> firm(List<Detection> found) {
    return found.stream().filter(Detection::firm).toList();
  }

  private List<Mask> cover(Frame frame, List<Detection> found) {
    List<Region> regions =
        found.stream()
            .map(each -> new Region(each.kind(), each.box(), each.tilt(), NO_TRACK, true))
            .toList();
    return new ArrayList<>(redactor.redact(frame, regions));
  }

  private static boolean isCovered(Box box, List<Mask> masks) {
    return Mask.share(box, masks) >= COVERED;
  }

  private static void count(Map<ObjectClass, Count> counts, ObjectClass kind, boolean hit) {
    Count count = counts.get(kind);
    if (count != null) {
      count.add(hit);
    }
  }

  /** Returns what the check caught of a class in all pictures so far. */
  public CatchRate rate(ObjectClass kind) {
    return new CatchRate(kind, rate(planted, kind), rate(misses, kind));
  }

  private static Rate rate(Map<ObjectClass, Count> counts, ObjectClass kind) {
    Count count = counts.getOrDefault(kind, new Count());
    return new Rate(count.hits, count.all);
  }
}
