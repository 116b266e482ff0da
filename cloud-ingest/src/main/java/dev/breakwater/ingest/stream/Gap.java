package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Digest;

/**
 * A number that an accepted segment names and whose item has not been decided.
 *
 * @param named digest of the item, from the segment
 * @param notBeforeMillis earliest capture time that the item may claim, Unix milliseconds
 * @param rejected digest of the last other bytes that came under this number, {@link Digest#ZERO}
 *     if none came; sent again they are not reported again
 */
public record Gap(Digest named, long notBeforeMillis, Digest rejected) {}
