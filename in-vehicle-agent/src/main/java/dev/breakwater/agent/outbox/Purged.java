package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Digest;

/**
 * An item that a withdrawal gave up.
 *
 * @param digest of the sealed bytes, by which its tombstone names it
 */
public record Purged(String category, Digest digest) {}
