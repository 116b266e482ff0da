package dev.breakwater.anonymizer.track;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Follows objects through a window of frames: from the newest, just searched, to the oldest, about
 * to be covered. An object that is seen again fills the gap behind it; one that is seen first is
 * put into the earlier frames of the window too; one that is seen no more is held for some frames,
 * larger with each. It only ever adds regions: each firm detection is a region at once, and none is
 * taken back. Used by one thread at a time.
 *
 * <p>Weak detections continue a track and never begin one, after ByteTrack (Zhang and others, ECCV
 * 2022): most of an object's weak sightings come between firm ones.
 */
public final class Tracker {
  /** What the check has found once is held so many times longer. */
  private static final int CHECKED_HOLD = 3;

  private final int heldFrames;
  private final Deque<Slot> window = new ArrayDeque<>();
  private final List<Track> tracks = new ArrayList<>();
  private long nextNumber;

  /** One frame of the window. */
  private record Slot(long micros, List<Region> regions) {}

  private record Match(Track track, Detection detection, double likeness) {}

  /**
   * @param heldFrames how long a region is held after it was last seen; 0 holds nothing
   */
  public Tracker(int heldFrames) {
    this.heldFrames = heldFrames;
  }

  /** Adds the newest frame, taken at {@code micros}, to the window. */
  public void push(long micros, List<Detection> found) {
    var slot = new Slot(micros, new ArrayList<>());
    List<Detection> open = new ArrayList<>(found);
    List<Track> waiting = new ArrayList<>(tracks);
    match(waiting, open, true, slot);
    match(waiting, open, false, slot);
    for (Detection detection : open) {
      if (detection.firm()) {
        begin(detection, slot);
      }
    }
    for (Track track : waiting) {
      if (track.missOnce()) {
        slot.regions.add(track.held(micros));
      } else {
        tracks.remove(track);
      }
    }
    window.add(slot);
  }

  /** Gives detections to the tracks they are most like, and takes both from the lists. */
  private void match(List<Track> waiting, List<Detection> open, boolean firm, Slot slot) {
    List<Match> matches = new ArrayList<>();
    for (Track track : waiting) {
      for (Detection detection : open) {
        double likeness = track.likeness(detection, slot.micros);
        if (detection.firm() == firm && likeness >= 0) {
          matches.add(new Match(track, detection, likeness));
        }
      }
    }
    matches.sort(Comparator.comparingDouble(Match::likeness).reversed());
    for (Match match : matches) {
      if (waiting.contains(match.track) && open.contains(match.detection)) {
        waiting.remove(match.track);
        open.remove(match.detection);
        continueTrack(match.track, match.detection, slot);
      }
    }
  }

  private void continueTrack(Track track, Detection detection, Slot slot) {
    if (track.wasUnseen()) {
      fillGap(track, detection, slot.micros);
    }
    if (track.see(detection, slot.micros)) {
      // Only now is it known where the object came from.
      backfill(track, track.firstMicros());
    }
    slot.regions.add(track.seen());
  }

  /** Adds where the object was between two sightings to the frames that are still here. */
  private void fillGap(Track track, Detection again, long now) {
    for (Slot slot : window) {
      if (slot.micros > track.micros() && slot.micros < now) {
        double share = (double) (slot.micros - track.micros()) / (now - track.micros());
        Box place = Track.between(track.box(), again.box(), share);
        slot.regions.add(track.unseen(place, 1));
      }
    }
  }

  private void begin(Detection detection, Slot slot) {
    var track = new Track(nextNumber++, detection, slot.micros, heldFrames);
    tracks.add(track);
    slot.regions.add(track.seen());
    if (heldFrames > 0) {
      backfill(track, slot.micros);
    }
  }

  /** Adds where the object must have been before it was first seen. */
  private void backfill(Track track, long firstMicros) {
    int framesAway = 0;
    for (Iterator<Slot> slots = window.descendingIterator(); slots.hasNext(); ) {
      Slot slot = slots.next();
      if (slot.micros < firstMicros && ++framesAway <= heldFrames) {
        slot.regions.add(track.unseen(track.at(slot.micros), framesAway));
      }
    }
  }

  /**
   * Adds to the oldest frame of the window what the check has found there or in the frame before
   * it: it is covered in every frame of the window, and its track is held longer than others.
   */
  public void addToOldest(List<Detection> missed) {
    for (Detection detection : missed) {
      long now = window.getLast().micros;
      var track = new Track(nextNumber++, detection, now, heldFrames * CHECKED_HOLD);
      tracks.add(track);
      int framesAway = 0;
      for (Slot slot : window) {
        slot.regions.add(track.unseen(detection.box(), framesAway++));
      }
    }
  }

  /** Returns the regions of the oldest frame of the window, which leaves it. */
  public List<Region> pop() {
    return List.copyOf(window.removeFirst().regions);
  }

  /** Forgets everything: the next frame starts another sequence. */
  public void clear() {
    window.clear();
    tracks.clear();
  }
}
