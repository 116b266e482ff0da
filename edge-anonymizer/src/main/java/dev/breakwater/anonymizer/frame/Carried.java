package dev.breakwater.anonymizer.frame;

import java.nio.file.Path;

/**
 * What of a source file goes into a video beside the pictures, unseen by any detector.
 *
 * @param from the source file
 * @param audio its sound, as it is coded: voices are personal data
 * @param metadata what the container says of itself, such as place, time and device
 */
public record Carried(Path from, boolean audio, boolean metadata) {}
