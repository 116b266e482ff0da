package dev.breakwater.anonymizer.track;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.ObjectClass;

/** One object on its way through the frames, moving evenly between its sightings. */
final class Track {
  /** How much larger a region becomes with each second in which the object was not seen. */
  private static final double GROWTH_PER_SECOND = 1.8;

  /** No region becomes larger by more, however long its object was not seen. */
  private static final double MOST_GROWTH = 1;

  private static final double MICROS_PER_SECOND = 1e6;

  /** Time stamps may stand still: a mask ends after so many frames in any case. */
  private static final int MOST_FRAMES_UNSEEN = 300;

  /** How much a new sighting counts against the velocity so far. */
  private static final double NEW_VELOCITY = 0.6;

  private final ObjectClass kind;
  private final long number;
  private final long holdMicros;
  private Box box;
  private double tilt;
  private long micros;
  private final long firstMicros;
  private boolean moves;
  private double pixelsAcrossPerMicro;
  private double pixelsDownPerMicro;
  private int framesUnseen;
  private boolean checked;

  Track(long number, Detection first, long micros, long holdMicros) {
    this.number = number;
    this.kind = first.kind();
    this.box = first.box();
    this.tilt = first.tilt();
    this.micros = micros;
    this.firstMicros = micros;
    this.holdMicros = holdMicros;
  }

  long number() {
    return number;
  }

  /** When it was last seen. */
  long micros() {
    return micros;
  }

  long firstMicros() {
    return firstMicros;
  }

  /** Asks whether this sighting gives it its first velocity. */
  boolean see(Detection detection, long now) {
    boolean learns = false;
    if (now > micros) {
      double across = (centreX(detection.box()) - centreX(box)) / (now - micros);
      double down = (centreY(detection.box()) - centreY(box)) / (now - micros);
      double share = moves ? NEW_VELOCITY : 1;
      pixelsAcrossPerMicro += share * (across - pixelsAcrossPerMicro);
      pixelsDownPerMicro += share * (down - pixelsDownPerMicro);
      learns = !moves;
      moves = true;
    }
    box = detection.box();
    tilt = detection.tilt();
    micros = now;
    framesUnseen = 0;
    return learns;
  }

  /** Asks whether it is still held after one more frame, now, without it. */
  boolean missOnce(long now) {
    framesUnseen++;
    return checked || isHeld(now);
  }

  private boolean isHeld(long now) {
    return holdMicros > 0
        && framesUnseen <= MOST_FRAMES_UNSEEN
        && (framesUnseen == 1 || now - micros <= holdMicros);
  }

  /** Says that the check has found it: from here on only the check lets it go. */
  void keepForCheck() {
    checked = true;
  }

  /** Asks whether it has been held long enough, so that the check may tell if it is still there. */
  boolean isForCheckToTell(long when) {
    return checked && when - micros > holdMicros;
  }

  /** Returns where it is if it moved on evenly, before or after it was last seen. */
  Box at(long when) {
    if (!moves || when == micros) {
      return box;
    }
    return shifted(
        box, pixelsAcrossPerMicro * (when - micros), pixelsDownPerMicro * (when - micros));
  }

  Region seen() {
    return new Region(kind, box, tilt, number, true);
  }

  /** Returns all between where it was last seen and where it would be now, and some more. */
  Region held(long now) {
    return unseen(hull(box, at(now)), now - micros);
  }

  /** Returns the region of a frame in which it was not seen, so far from the nearest sighting. */
  Region unseen(Box place, long microsAway) {
    double growth = 1 + Math.min(MOST_GROWTH, GROWTH_PER_SECOND * microsAway / MICROS_PER_SECOND);
    return new Region(kind, place.scaled(growth, growth), tilt, number, false);
  }

  static Box hull(Box one, Box other) {
    double left = Math.min(one.left(), other.left());
    double top = Math.min(one.top(), other.top());
    return new Box(
        left,
        top,
        Math.max(one.right(), other.right()) - left,
        Math.max(one.bottom(), other.bottom()) - top);
  }

  /** Returns the box between two, {@code share} of the way from the one to the other. */
  static Box between(Box one, Box other, double share) {
    return new Box(
        one.left() + share * (other.left() - one.left()),
        one.top() + share * (other.top() - one.top()),
        one.width() + share * (other.width() - one.width()),
        one.height() + share * (other.height() - one.height()));
  }

  /**
   * Says how likely a detection is this object: at least 0 if it may be, more the nearer it is.
   *
   * @param expected where it is {@link #at} the time of the detection
   */
  double likeness(Detection detection, Box expected) {
    if (detection.kind() != kind) {
      return -1;
    }
    double overlap = Math.max(expected.overlap(detection.box()), box.overlap(detection.box()));
    if (overlap > 0.1) {
      return 1 + overlap;
    }
    // A small object may jump by more than its size between two frames.
    Box seen = detection.box();
    double ratio = seen.width() * seen.height() / (box.width() * box.height());
    double reach = Math.max(expected.width(), expected.height());
    double distance =
        Math.hypot(centreX(seen) - centreX(expected), centreY(seen) - centreY(expected));
    return ratio > 0.5 && ratio < 2 ? 1 - distance / reach : -1;
  }

  Box box() {
    return box;
  }

  private static Box shifted(Box box, double across, double down) {
    return new Box(box.left() + across, box.top() + down, box.width(), box.height());
  }

  private static double centreX(Box box) {
    return box.left() + box.width() / 2;
  }

  private static double centreY(Box box) {
    return box.top() + box.height() / 2;
  }
}
