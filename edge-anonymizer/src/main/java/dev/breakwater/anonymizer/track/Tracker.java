package dev.breakwater.anonymizer.track;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Follows objects through a window of frames: from the newest, just searched, to the oldest, about
 * to be covered. An object that is seen again fills the gap behind it; one that is seen first is
 * put into the earlier frames of the window too; one that is seen no more is held for some time,
 * larger with each frame. It only ever adds regions: each firm detection is a region at once, and
 * none is taken back. Used by one thread at a time.
 *
 * <p>Weak detections continue a track and never begin one, after ByteTrack (Zhang and others, ECCV
 * 2022): most of an object's weak sightings come between firm ones.
 *
 * <p>What only the independent check has seen is masked for as long as its track lives. The check
 * looks at covered frames, so under its own mask it cannot see the object again; the track would
 * end, and the object would show until the check's next turn. So such a track does not end by
 * itself: when it was held as long as others are, the next frame that the check looks at is shown
 * to it without that mask, and what the check says there decides, before the frame leaves.
 */
public final class Tracker {
  private final long holdMicros;
  private final Deque<Slot> window = new ArrayDeque<>();
  private final List<Track> tracks = new ArrayList<>();
  private long nextNumber;

  /** One frame of the window. */
  private record Slot(long micros, List<Region> regions) {}

  private record Match(Track track, Detection detection, double likeness) {}

  /**
   * @param hold how long a region is held after it was last seen, at least one frame; zero holds
   *     nothing
   */
  public Tracker(Duration hold) {
    this.holdMicros = TimeUnit.NANOSECONDS.toMicros(hold.toNanos());
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
      if (track.missOnce(micros)) {
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
      Box expected = track.at(slot.micros);
      for (Detection detection : open) {
        double likeness = detection.firm() == firm ? track.likeness(detection, expected) : -1;
        if (likeness >= 0) {
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
    fillGap(track, detection, slot.micros);
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
        long away = Math.min(slot.micros - track.micros(), now - slot.micros);
        slot.regions.add(track.unseen(place, away));
      }
    }
  }

  private void begin(Detection detection, Slot slot) {
    Track track = follow(detection, slot.micros);
    slot.regions.add(track.seen());
    backfill(track, slot.micros);
  }

  private Track follow(Detection detection, long micros) {
    var track = new Track(nextNumber++, detection, micros, holdMicros);
    tracks.add(track);
    return track;
  }

  /** Adds where the object must have been before it was first seen. */
  private void backfill(Track track, long firstMicros) {
    boolean nearest = holdMicros > 0;
    for (Iterator<Slot> slots = window.descendingIterator(); slots.hasNext(); ) {
      Slot slot = slots.next();
      long away = firstMicros - slot.micros;
      if (away > 0 && (nearest || away <= holdMicros)) {
        slot.regions.add(track.unseen(track.at(slot.micros), away));
        nearest = false;
      }
    }
  }

  /** Returns the regions of the oldest frame of the window, which leaves it. */
  public List<Region> pop() {
    return List.copyOf(window.removeFirst().regions);
  }

  /**
   * The same for a frame that the check looks at next, without what it shall tell about; {@link
   * #checked} says what it told. Without an answer everything stays masked.
   */
  public List<Region> popForCheck() {
    Slot slot = window.removeFirst();
    Set<Long> shown = new HashSet<>();
    for (Track track : tracks) {
      if (track.isForCheckToTell(slot.micros)) {
        shown.add(track.number());
      }
    }
    slot.regions.removeIf(region -> shown.contains(region.track()));
    return List.copyOf(slot.regions);
  }

  /**
   * Takes what the check sees uncovered in the frame that left the window last: it is covered in
   * every frame of the window, and in what follows as long as its track lives.
   *
   * @param micros when the frame was taken
   */
  public void checked(long micros, List<Detection> uncovered) {
    for (Detection detection : uncovered) {
      Track track = likest(detection, micros).orElseGet(() -> follow(detection, micros));
      if (track.micros() < micros) {
        track.see(detection, micros);
      }
      track.keepForCheck();
      for (Slot slot : window) {
        Box place = Track.hull(detection.box(), track.at(slot.micros));
        slot.regions.add(track.unseen(place, slot.micros - micros));
      }
    }
    tracks.removeIf(track -> track.isForCheckToTell(micros));
  }

  /** Returns the track that a detection belongs to which the check alone has seen in a frame. */
  private Optional<Track> likest(Detection detection, long micros) {
    return tracks.stream()
        // What was seen in this frame is another object.
        .filter(track -> track.micros() != micros)
        .map(track -> new Match(track, detection, track.likeness(detection, track.at(micros))))
        .filter(match -> match.likeness >= 0)
        .max(Comparator.comparingDouble(Match::likeness))
        .map(Match::track);
  }

  /** Forgets everything: the next frame starts another sequence. */
  public void clear() {
    window.clear();
    tracks.clear();
  }
}
