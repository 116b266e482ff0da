package dev.breakwater.anonymizer.track;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;

/**
 * A part of a frame that shows, or may still show, a face or a plate.
 *
 * @param framesSinceSeen 0 if the detector sees it in this frame
 */
public record Region(ObjectClass kind, Box box, int framesSinceSeen) {}
