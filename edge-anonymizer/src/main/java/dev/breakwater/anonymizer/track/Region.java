package dev.breakwater.anonymizer.track;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;

/**
 * A part of a frame that shows, or may still show, a face or a plate.
 *
 * @param box about the object as if it stood upright
 * @param tilt by which the object is turned about the box's centre, radians, clockwise
 * @param track number of the object, the same in every frame of a sequence
 * @param seen whether the detector sees it in this frame
 */
public record Region(ObjectClass kind, Box box, double tilt, long track, boolean seen) {}
