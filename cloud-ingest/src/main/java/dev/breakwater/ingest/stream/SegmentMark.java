package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Digest;

/**
 * Remembers one accepted segment.
 *
 * @param first number of its first item
 * @param manifest digest of its manifest's bytes
 */
public record SegmentMark(long first, Digest manifest) {}
