package dev.breakwater.anonymizer.detect;

/**
 * A face or a plate that a detector sees.
 *
 * @param score confidence in [0, 1]
 */
public record Detection(ObjectClass kind, Box box, double score) {}
